package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump that is not whole is never taken for one. */
class BackupFailuresIT {
    private final TestServer server = TestServer.restricted18();
    private final Path folder;
    private final Scratch scratch;

    BackupFailuresIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        scratch = Scratch.on(server);
    }

    @BeforeEach
    void fill() throws Exception {
        scratch.run("CREATE TABLE filled AS SELECT i, repeat('x', 1000) FROM generate_series(1, 1000) i");
    }

    @AfterEach
    void noProgramIsLeftAndNothingOnTheServer() throws Exception {
        scratch.close();
        await().untilAsserted(
                        () -> assertThat(ProcessHandle.current().descendants()).isEmpty());
    }

    @Test
    void aToolThatFailsMidwayIsAFailureWithItsOwnWords() throws Exception {
        var tools = FakeTool.pgDump(
                folder, "18.0", "head -c 100000 " + dumped() + "; echo 'pg_dump: error: lost the server' >&2; exit 1");

        assertThatThrownBy(() -> backup(tools))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("lost the server");
    }

    @Test
    void aToolThatFailsAfterAWholeDumpIsAFailure() throws Exception {
        var tools = FakeTool.pgDump(folder, "18.0", "cat " + dumped() + "; exit 1");

        assertThatThrownBy(() -> backup(tools))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("status 1");
    }

    @Test
    void aToolThatStopsMidwayAndCallsItSuccessIsNotBelieved() throws Exception {
        var tools = FakeTool.pgDump(folder, "18.0", "head -c 100000 " + dumped() + "; exit 0");

        assertThatThrownBy(() -> backup(tools))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("100000 bytes")
                .hasMessageContaining("not whole");
    }

    @Test
    void aToolThatWritesNothingIsNotBelieved() throws Exception {
        assertThatThrownBy(() -> backup(FakeTool.pgDump(folder, "18.0", "exit 0")))
                .isInstanceOf(DriverException.class);
    }

    @Test
    void aToolOlderThanTheServerIsRefusedWithBothVersions() throws Exception {
        assertThatThrownBy(() -> backup(FakeTool.pgDump(folder, "14.5", "exit 0")))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reasons.TOOL_UNUSABLE);
                    assertThat(e).hasMessageContaining("14.5").hasMessageContaining("PostgreSQL 18");
                });
    }

    @Test
    void aToolThatWouldAnswerAnyRequestForThePasswordIsRefused() throws Exception {
        var older = TestServer.restricted15();
        try (var scratch = Scratch.on(older)) {
            var driver = new PostgresqlDriver(FakeTool.pgDump(folder, "15.9", "exit 0"));

            assertThatThrownBy(() -> driver.backup(scratch.target(), OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reasons.TOOL_UNUSABLE);
                        assertThat(e).hasMessageContaining("15.9").hasMessageContaining("16 or newer");
                    });
        }
    }

    @Test
    void noPasswordIsInArgumentsOrEnvironmentAndTheFileIsForItsOwnerOnly() throws Exception {
        var seen = folder.resolve("seen");
        var mode = folder.resolve("mode");
        var tools = FakeTool.pgDump(
                folder,
                "18.0",
                "{ echo \"$@\"; env | grep -v ^LOCAL_; } > " + seen + "; stat -c %a \"$PGPASSFILE\" > " + mode
                        + "; exit 1");

        assertThatThrownBy(() -> backup(tools)).isInstanceOf(DriverException.class);

        assertThat(Files.readString(seen))
                .contains("PGHOST=", "PGPASSWORD=\n")
                .doesNotContain(server.admin().password());
        assertThat(Files.readString(mode).strip()).isEqualTo("600");
        assertThat(passFileOf(seen)).doesNotExist();
    }

    private static Path passFileOf(Path seen) throws IOException {
        return Files.readAllLines(seen).stream()
                .filter(line -> line.startsWith("PGPASSFILE="))
                .map(line -> Path.of(line.substring("PGPASSFILE=".length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aConnectionThatIsCutMidwayIsAFailure() throws Exception {
        scratch.run("CREATE TABLE big AS SELECT i, repeat('x', 10000) FROM generate_series(1, 5000) i,"
                + " generate_series(1, 2)");

        assertThatThrownBy(() -> scratch.driver()
                        .backup(
                                scratch.target(),
                                afterFirstBytes(() -> server.run(
                                        "postgres",
                                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                                                + scratch.name() + "'"))))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("pg_dump");
    }

    @Test
    void aDropMeanwhileEndsTheDumpAndWins() throws Exception {
        scratch.run("CREATE TABLE big AS SELECT i, repeat('x', 10000) FROM generate_series(1, 5000) i,"
                + " generate_series(1, 2)");

        assertThatThrownBy(() -> scratch.driver().backup(scratch.target(), afterFirstBytes(scratch::close)))
                .isInstanceOf(DriverException.class);

        assertThat(server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", scratch.name()))
                .isEmpty();
    }

    @Test
    void aFailureOfTheSinkPassesThroughUnchanged() {
        var failure = new IOException("store is full");

        assertThatThrownBy(() -> scratch.driver().backup(scratch.target(), afterFirstBytes(() -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void interruptionEndsTheDumpAndTheMembership() throws Exception {
        scratch.run("CREATE TABLE big AS SELECT i, repeat('x', 10000) FROM generate_series(1, 5000) i,"
                + " generate_series(1, 2)");
        var thrown = new AtomicReference<Throwable>();
        var runner = Thread.ofPlatform().start(() -> {
            var itself = Thread.currentThread();
            try {
                scratch.driver().backup(scratch.target(), afterFirstBytes(itself::interrupt));
            } catch (Throwable e) {
                thrown.set(e);
            }
        });

        assertThat(runner.join(Duration.ofSeconds(20))).isTrue();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(server.ask(
                        "postgres",
                        "SELECT pg_has_role(?, ?, 'USAGE')",
                        server.admin().username(),
                        scratch.name()))
                .containsExactly("f");
    }

    @Test
    void forcedRowSecurityFailsLoudlyForAnAdminThatItHolds() throws Exception {
        scratch.run("ALTER TABLE filled ENABLE ROW LEVEL SECURITY", "ALTER TABLE filled FORCE ROW LEVEL SECURITY");

        assertThatThrownBy(scratch::dump).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.USER);
            assertThat(e).hasMessageContaining("FORCE ROW LEVEL SECURITY");
        });
    }

    @Test
    void aTableThatNeitherApplicationNorAdminMayReadFailsLoudly() throws Exception {
        server.run(scratch.name(), "CREATE SCHEMA secret", "CREATE TABLE secret.plans (id int)");

        assertThatThrownBy(scratch::dump).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
            assertThat(e).hasMessageContaining("permission denied for schema secret");
        });
    }

    @Test
    void whatIsGoneOrSomebodyElsesIsNotDumped() throws Exception {
        var stranger = withOwner(new Owner("another", "shop", "orders"));
        assertThatThrownBy(() -> scratch.driver().backup(stranger, OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NAME_CONFLICT));

        server.run("postgres", "DROP DATABASE " + scratch.name() + " WITH (FORCE)");
        assertThatThrownBy(scratch::dump)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.DATABASE_MISSING));
    }

    private DatabaseTarget withOwner(Owner owner) {
        return server.target(owner, scratch.name());
    }

    private Path dumped() throws Exception {
        return Files.write(folder.resolve("whole.dump"), scratch.dump());
    }

    private void backup(Tools tools) throws Exception {
        new PostgresqlDriver(tools).backup(scratch.target(), new ByteArrayOutputStream());
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    /** A sink that does something once, when the first bytes are there, and then takes all. */
    private static OutputStream afterFirstBytes(Action action) {
        return new OutputStream() {
            private boolean done;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!done) {
                    done = true;
                    try {
                        action.run();
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                }
            }
        };
    }
}
