package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#backup}, {@link DriverApi#restore} and the streams between them promise. */
abstract class DumpContract extends TrapContract {
    private static final int TEXTS = 20;
    private static final int LENGTH = 20_000;

    final DatabaseTarget copy() {
        return target(owner, name + "_copy");
    }

    @AfterEach
    void leaveNoCopy() {
        dropAtLast(copy());
    }

    /** More than fits into the buffers between a server and a sink, and each text another. */
    static List<String> manyTexts() {
        return IntStream.range(0, TEXTS)
                .mapToObj(i -> i + " " + "text ".repeat(LENGTH / "text ".length()))
                .toList();
    }

    /** Makes the target with many texts in it, and a dump of them. */
    final byte[] dumpOfMany(DatabaseTarget target) throws Exception {
        create(target, PASSWORD);
        store(target, PASSWORD, manyTexts());
        return dump(target);
    }

    final byte[] dump(DatabaseTarget target) throws Exception {
        var dump = new ByteArrayOutputStream();
        driver().backup(target, dump);
        return dump.toByteArray();
    }

    /** Asserts that the dump brings everything back, into a database that holds nothing yet. */
    final void assertWhole(byte[] dump) throws Exception {
        dropAtLast(copy());
        create(copy(), OTHER_PASSWORD);
        driver().restore(copy(), new ByteArrayInputStream(dump));
        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(manyTexts());
    }

    /** Whether the server counts what the report says; where counts are not comparable, it has only to be able to count. */
    final void assertCounted(Contents reported, DatabaseTarget target) throws Exception {
        var counted = driver().contents(target);
        if (can(Capability.COMPARABLE_COUNTS)) {
            assertThat(counted).isEqualTo(reported);
        }
    }

    @Test
    void theSinkIsLeftOpenAndItsFailureComesBackUnchangedWhereverItHappens() throws Exception {
        var target = target(owner, name);
        int length = dumpOfMany(target).length;

        var enough = new TrackedSink(Integer.MAX_VALUE);
        driver().backup(target, enough);
        assertThat(enough.closed()).isFalse();
        assertThat(enough.flushes()).as("flushes").isLessThan(TEXTS);
        for (int room : List.of(0, length / 2, length / 10 * 9)) {
            var sink = new TrackedSink(room);
            assertThatThrownBy(() -> driver().backup(target, sink))
                    .as("a sink that fails after %d of %d bytes", room, length)
                    .isSameAs(sink.failure());
            assertThat(sink.closed()).isFalse();
        }
    }

    @Test
    void theSourceIsReadToItsEndAndLeftOpen() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        create(copy(), OTHER_PASSWORD);
        var source = new TrackedSource(new ByteArrayInputStream(dump));

        driver().checkDump(new ByteArrayInputStream(dump));
        driver().restore(copy(), source);

        assertThat(source.reachedEnd()).isTrue();
        assertThat(source.closed()).isFalse();
        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(manyTexts());
    }

    @Test
    void aFailureOfTheSourceComesBackUnchangedAndTheRestoreCanBeMadeAgain() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        create(copy(), OTHER_PASSWORD);
        for (int read : List.of(0, dump.length / 2, dump.length - 1)) {
            var failure = new IOException("the object is damaged");
            var source = new SequenceInputStream(new ByteArrayInputStream(dump, 0, read), failing(failure));
            assertThatThrownBy(() -> driver().restore(copy(), source))
                    .as("a source that fails after %d of %d bytes", read, dump.length)
                    .isSameAs(failure);
        }

        driver().restore(copy(), new ByteArrayInputStream(dump));

        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(manyTexts());
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                throw failure;
            }
        };
    }

    @Test
    void aRestoreThatWasDoneAlreadyAddsNothingTwice() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        create(copy(), OTHER_PASSWORD);
        driver().restore(copy(), new ByteArrayInputStream(dump));

        try {
            driver().restore(copy(), new ByteArrayInputStream(dump));
        } catch (DriverException e) {
            // It holds something, and may be refused for that.
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(DriverException.Kind.USER);
        }

        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(manyTexts());
    }

    /** Whatever has become of a dump: it is refused, or everything in it comes back. */
    @Test
    void whatIsNoWholeDumpIsRefusedAndTheRestoreCanBeMadeAgain() throws Exception {
        var dump = dumpOfMany(target(owner, name));
        for (var damage : damaged(dump).entrySet()) {
            dropAtLast(copy());
            create(copy(), OTHER_PASSWORD);
            try {
                driver().restore(copy(), new ByteArrayInputStream(damage.getValue()));
                assertThat(stored(copy(), OTHER_PASSWORD))
                        .as("restored from %s", damage.getKey())
                        .isEqualTo(manyTexts());
            } catch (DriverException e) {
                assertThat(e.kind())
                        .as("%s: %s", damage.getKey(), e.getMessage())
                        .isNotEqualTo(DriverException.Kind.UNAVAILABLE);
                driver().restore(copy(), new ByteArrayInputStream(dump));
                assertThat(stored(copy(), OTHER_PASSWORD))
                        .as("restored after %s", damage.getKey())
                        .isEqualTo(manyTexts());
            }
        }
    }

    private static Map<String, byte[]> damaged(byte[] dump) {
        int length = dump.length;
        var damaged = new LinkedHashMap<String, byte[]>();
        damaged.put("nothing", new byte[0]);
        damaged.put("the first byte", Arrays.copyOf(dump, 1));
        damaged.put("the first third", Arrays.copyOf(dump, length / 3));
        damaged.put("the first two thirds", Arrays.copyOf(dump, length / 3 * 2));
        damaged.put("all but the end", Arrays.copyOf(dump, length - 20));
        damaged.put("all but the last byte", Arrays.copyOf(dump, length - 1));
        damaged.put("all but the beginning", Arrays.copyOfRange(dump, length / 3, length));
        damaged.put("something else", "This is no dump.\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        return damaged;
    }

    /** The report is about the dump, and the dump about one moment: not about the server before or after it. */
    @Test
    void aDumpMadeWhileApplicationsWriteHasWhatItsReportSays() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, List.of("before"));
        var dump = new ByteArrayOutputStream();

        try (var writer = new BackgroundWriter(n -> append(target, PASSWORD, "meanwhile " + n));
                var proxy = FaultProxy.watching(host(target), port(target), writer::awaitAnother)) {
            var report = driver().backup(atLocalPort(target, proxy.port()), dump);
            writer.stop();

            create(copy(), OTHER_PASSWORD);
            driver().restore(copy(), new ByteArrayInputStream(dump.toByteArray()));
            assertCounted(report.contents(), copy());
        }
        var dumped = stored(copy(), OTHER_PASSWORD);
        var all = new ArrayList<>(stored(target, PASSWORD));
        assertThat(all).hasSizeGreaterThan(1).containsAll(dumped);
        assertThat(dumped).contains("before");
        if (can(Capability.SNAPSHOTS)) {
            assertThat(all).startsWith(dumped.toArray(String[]::new));
        }
    }
}
