package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** What stands in the way of an exchange is found and named before the application notices anything. */
class ObstaclesIT {
    private final TestServer server = TestServer.restricted18();
    private Scratch old;
    private Scratch replacement;
    private Connection application;

    @BeforeEach
    void prepare() throws Exception {
        old = Scratch.on(server);
        replacement = Scratch.beside(old, Map.of());
        old.run("CREATE TABLE old_data AS SELECT 1 AS x");
        replacement.run("CREATE TABLE new_data AS SELECT 1 AS x");
        application = server.asApplication(old.target(), Scratch.PASSWORD);
    }

    @AfterEach
    void drop() throws Exception {
        application.close();
        replacement.close();
        old.close();
    }

    private void refused(String... words) throws Exception {
        assertThatThrownBy(this::replace).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
            assertThat(e.reason()).isEqualTo(Reasons.RESTORE_FAILED);
            assertThat(e.nothingChanged()).isTrue();
            assertThat(e.getMessage()).contains(words).contains(old.name());
        });
        undisturbed();
    }

    private void undisturbed() throws Exception {
        assertThat(TestServer.ask(application, "SELECT x::text FROM old_data")).containsExactly("1");
        assertThat(old.ask("SELECT x::text FROM old_data")).containsExactly("1");
    }

    private void replace() throws Exception {
        old.driver().replace(old.target(), replacement.target());
    }

    private void replaced() throws Exception {
        replace();
        assertThat(application.isValid(5)).isFalse();
        assertThat(old.ask("SELECT x::text FROM new_data")).containsExactly("1");
    }

    @Test
    void aPreparedTransactionIsNamedWithItsNumberAndRole() throws Exception {
        TestServer.run(
                application, "BEGIN", "INSERT INTO old_data VALUES (2)", "PREPARE TRANSACTION 'xa-" + old.name() + "'");
        try {
            assertThatThrownBy(() -> old.driver().requireReplaceable(old.target()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("xa-" + old.name());
            refused("xa-" + old.name(), "role " + old.name(), "ROLLBACK PREPARED");
        } finally {
            TestServer.run(application, "ROLLBACK PREPARED 'xa-" + old.name() + "'");
        }
        replaced();
    }

    @Test
    void aPreparedTransactionThatEndsMeanwhileIsWaitedFor() throws Exception {
        TestServer.run(application, "BEGIN", "INSERT INTO old_data VALUES (2)", "PREPARE TRANSACTION 'xb-it'");
        var replacing = CompletableFuture.runAsync(() -> {
            try {
                replace();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(replacing).isNotDone();
        try (var beside = server.asApplication(old.target(), Scratch.PASSWORD)) {
            TestServer.run(beside, "COMMIT PREPARED 'xb-it'");
        }
        replacing.join();
        assertThat(old.ask("SELECT x::text FROM new_data")).containsExactly("1");
    }

    @Test
    void aPreparedTransactionInTheReplacementIsNamedToo() throws Exception {
        replacement.run("BEGIN", "INSERT INTO new_data VALUES (2)", "PREPARE TRANSACTION 'xc-it'");
        try {
            assertThatThrownBy(this::replace)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("xc-it")
                    .hasMessageContaining(replacement.name());
            undisturbed();
        } finally {
            server.run(replacement.name(), "ROLLBACK PREPARED 'xc-it'");
        }
    }

    @Test
    void anIdleReplicationSlotIsNotLostWithoutAWord() throws Exception {
        var slot = "slot_" + old.name();
        old.driver().requireReplaceable(old.target());
        server.run(old.name(), "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
        try {
            assertThatThrownBy(() -> old.driver().requireReplaceable(old.target()))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining(slot);
            refused(slot, "pg_drop_replication_slot");
        } finally {
            server.run("postgres", "SELECT pg_drop_replication_slot('" + slot + "')");
        }
        replaced();
    }

    @Test
    void aReplicationSlotInUseIsNamedWithItsProcess() throws Exception {
        var slot = "used_" + old.name();
        var properties = new Properties();
        PGProperty.USER.set(properties, server.superuser().username());
        PGProperty.PASSWORD.set(properties, server.superuser().password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "13");
        server.run(old.name(), "SELECT pg_create_logical_replication_slot('" + slot + "', 'test_decoding')");
        try (var consumer = DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + old.name(), properties)) {
            try (var stream = consumer.unwrap(PGConnection.class)
                    .getReplicationAPI()
                    .replicationStream()
                    .logical()
                    .withSlotName(slot)
                    .start()) {
                assertThat(stream).isNotNull();
                refused(slot, "used by process");
            }
        } finally {
            server.run(
                    "postgres",
                    "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = '" + slot
                            + "' AND active_pid IS NOT NULL",
                    "SELECT pg_drop_replication_slot('" + slot + "')");
        }
        replaced();
    }

    @Test
    void aSubscriptionIsNamed() throws Exception {
        server.run(
                old.name(),
                "CREATE SUBSCRIPTION news_" + old.name()
                        + " CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false)");
        try {
            refused("news_" + old.name(), "DROP SUBSCRIPTION");
        } finally {
            server.run(
                    old.name(),
                    "ALTER SUBSCRIPTION news_" + old.name() + " SET (slot_name = NONE)",
                    "DROP SUBSCRIPTION news_" + old.name());
        }
        replaced();
    }

    @Test
    void aSecurityLabelIsNamed() throws Exception {
        server.run(
                "postgres",
                "SET allow_system_table_mods = on",
                "INSERT INTO pg_shseclabel SELECT oid, 'pg_database'::regclass, 'selinux', 'secret' FROM pg_database"
                        + " WHERE datname = '" + old.name() + "'");
        try {
            refused("selinux");
        } finally {
            server.run(
                    "postgres",
                    "SET allow_system_table_mods = on",
                    "DELETE FROM pg_shseclabel WHERE provider = 'selinux'");
        }
        replaced();
    }

    @Test
    void aSessionThatTheAdminMayNotEndIsNamedWithProcessAndRole() throws Exception {
        try (var dba = server.connect(old.name(), server.superuser())) {
            refused(TestServer.ask(dba, "SELECT pg_backend_pid()::text").getFirst(), "role postgres");
        }
        replaced();
    }

    @Test
    void aSettingThatTheAdminCannotCarryOverDisturbsNothing() throws Exception {
        server.run("postgres", "ALTER DATABASE " + old.name() + " SET session_replication_role TO 'replica'");

        assertThatThrownBy(this::replace)
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("session_replication_role");
        undisturbed();

        server.run("postgres", "ALTER DATABASE " + old.name() + " RESET ALL");
        replaced();
    }

    @Test
    void aLockOnTheDatabaseEndsNoSessionAndItsHolderIsNamed() throws Exception {
        try (var holder = server.connect("postgres", server.superuser())) {
            TestServer.run(holder, "BEGIN", "COMMENT ON DATABASE " + old.name() + " IS 'being looked at'");
            var process =
                    TestServer.ask(holder, "SELECT pg_backend_pid()::text").getFirst();

            assertThatThrownBy(this::replace).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reasons.IN_USE);
                assertThat(e.getMessage()).contains("process " + process, "role postgres", "is as it was");
            });
            TestServer.run(holder, "ROLLBACK");
            undisturbed();
        }
        replaced();
    }

    @Test
    void aReplacementThatWasRefusedCanBeGivenUp() throws Exception {
        server.run(old.name(), "SELECT pg_create_logical_replication_slot('g_" + old.name() + "', 'pgoutput')");
        try {
            refused("g_" + old.name());
            replacement.close();
            undisturbed();
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", replacement.name()))
                    .isEqualTo(List.of());
        } finally {
            server.run("postgres", "SELECT pg_drop_replication_slot('g_" + old.name() + "')");
        }
    }
}
