package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolProcess;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader against dumps that real programs wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveReaderIT {
    private static final int MINOR_VERSION_AT = 6;

    private final List<byte[]> dumps = new ArrayList<>();
    private Scratch newer;
    private Scratch older;

    @BeforeAll
    void dump() throws Exception {
        newer = Scratch.on(TestServer.superuser18());
        older = Scratch.on(TestServer.restricted15());
        for (var scratch : List.of(newer, older)) {
            scratch.run(
                    "CREATE TABLE filled (id int PRIMARY KEY, body text)",
                    "INSERT INTO filled SELECT i, repeat('x', i) FROM generate_series(1, 30) i",
                    "CREATE TABLE empty (id int)",
                    "CREATE SEQUENCE numbers",
                    "CREATE VIEW seen AS SELECT * FROM filled",
                    "SELECT lo_from_bytea(0, '\\x00ff00ff'), lo_from_bytea(0, '')");
        }
        dumps.add(newer.dump());
        dumps.add(older.dump());
        dumps.add(dumpOf15(older));
    }

    /** By the program itself: the driver refuses one of this age, but copies of what it wrote lie in buckets. */
    private static byte[] dumpOf15(Scratch scratch) throws Exception {
        var program = new ToolProcess(
                List.of(
                        LocalServers.of("POSTGRESQL_15", "BIN") + "/pg_dump",
                        "--format=custom",
                        "--host=127.0.0.1",
                        "--port=" + LocalServers.of("POSTGRESQL_15", "PORT"),
                        "--username=" + Logins.of(scratch.target()).first(),
                        scratch.name()),
                Map.of("PGPASSWORD", Scratch.PASSWORD, "LC_ALL", "C"),
                Set.of(Scratch.PASSWORD));
        var dump = new ByteArrayOutputStream();
        program.read(Reasons.TOOL_UNUSABLE, out -> out.transferTo(dump));
        return dump.toByteArray();
    }

    @AfterAll
    void drop() throws Exception {
        newer.close();
        older.close();
    }

    Stream<byte[]> dumps() {
        return dumps.stream();
    }

    @Test
    void dumpsOfSeveralFormatVersionsAreAmongThem() {
        assertThat(dumps).extracting(dump -> (int) dump[MINOR_VERSION_AT]).containsExactly(16, 16, 14);
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void aWholeDumpPassesUnchanged(byte[] dump) throws Exception {
        assertThat(copied(dump)).isEqualTo(dump);
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void theContentsAreThoseOfTheDatabase(byte[] dump) throws Exception {
        var contents = new ArchiveReader(new ByteArrayInputStream(dump), OutputStream.nullOutputStream()).contents();

        assertThat(contents)
                .filteredOn(ArchiveEntry::hasData)
                .extracting(ArchiveEntry::kind)
                .contains("TABLE DATA", "BLOBS");
        assertThat(contents)
                .filteredOn(entry -> entry.kind().equals("TABLE"))
                .extracting(ArchiveEntry::tag)
                .containsExactlyInAnyOrder("filled", "empty");
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void aDumpCutOffAnywhereIsRefused(byte[] dump) {
        for (int length = 0; length < dump.length; length++) {
            var cut = Arrays.copyOf(dump, length);
            assertThatThrownBy(() -> copied(cut))
                    .as("%d of %d bytes", length, dump.length)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("not whole");
        }
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void moreThanADumpIsRefused(byte[] dump) {
        assertThatThrownBy(() -> copied(Arrays.copyOf(dump, dump.length + 1))).isInstanceOf(DriverException.class);
    }

    @Test
    void aVersionThatNobodyKnowsYetIsAnUnusableToolAndNotABrokenDump() {
        var future = dumps.get(0).clone();
        future[MINOR_VERSION_AT] = 17;

        assertThatThrownBy(() -> copied(future)).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reasons.TOOL_UNUSABLE);
            assertThat(e).hasMessageContaining("1.17");
        });
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThatThrownBy(() -> copied("-- PostgreSQL database dump".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("PGDMP");
    }

    private static byte[] copied(byte[] dump) throws IOException, DriverException {
        var copy = new ByteArrayOutputStream();
        ArchiveReader.copy(new ByteArrayInputStream(dump), copy);
        return copy.toByteArray();
    }
}
