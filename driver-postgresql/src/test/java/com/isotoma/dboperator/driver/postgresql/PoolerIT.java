package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.testkit.Targets;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pooler in place of the server is told from it, however it is configured, before anything is changed. */
class PoolerIT {
    private final TestServer server = TestServer.restricted18();

    @BeforeEach
    void requirePgBouncer() {
        assumeTrue(PgBouncer.isInstalled(), "PgBouncer is installed with the servers from Debian's packages alone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool_mode = session",
                "pool_mode = transaction",
                "pool_mode = statement",
                "pool_mode = transaction\nignore_startup_parameters = options",
                "pool_mode = session\nignore_startup_parameters = options",
                "pool_mode = session\nignore_startup_parameters = options,extra_float_digits",
                "pool_mode = transaction\nignore_startup_parameters = options,extra_float_digits\nmax_client_conn = 10",
                // Settings that it hands on as asked: only the process of the session gives it away.
                "pool_mode = transaction\nignore_startup_parameters = extra_float_digits\ntrack_extra_parameters ="
                        + " search_path, role, row_security, statement_timeout, lock_timeout,"
                        + " default_transaction_read_only",
            })
    void noOperationGoesThroughAPooler(String settings, @TempDir Path folder) throws Exception {
        try (var scratch = Scratch.on(server);
                var bouncer = PgBouncer.before(server, folder, settings)) {
            var pooled = through(bouncer, scratch);
            var driver = scratch.driver();

            var operations = List.<Operation>of(
                    () -> driver.create(new CreateRequest(pooled, Scratch.PASSWORD, false)),
                    () -> driver.backup(pooled, OutputStream.nullOutputStream()),
                    () -> driver.contents(pooled),
                    () -> driver.drop(pooled));
            for (var operation : operations) {
                assertThatThrownBy(operation::run).isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.INVALID_SPEC);
                    assertThat(e).hasMessageContaining("pooler").hasMessageContaining("spec.connect.host");
                });
            }
            assertThat(scratch.ask("SELECT current_database()")).containsExactly(scratch.name());
        }
    }

    @FunctionalInterface
    private interface Operation {
        void run() throws Exception;
    }

    private static DatabaseTarget through(PgBouncer bouncer, Scratch scratch) {
        return Targets.connecting(scratch.target(), Map.of("host", "127.0.0.1", "port", bouncer.port()));
    }
}
