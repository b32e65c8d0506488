package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application has made is code, and that code never runs with more than the application's rights. */
class TrapIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void codeThatMakesThingsAsTheTemporaryRoleDoesNotKeepThatRole(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server);
                var copy = Scratch.beside(scratch, Map.of())) {
            scratch.run(
                    "CREATE FUNCTION settle(x int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN"
                            + " PERFORM set_config('role', 'none', false);"
                            + " IF current_user LIKE 'db\\_operator%' THEN"
                            + " CREATE TABLE IF NOT EXISTS public.settled (x int);"
                            + " ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; END IF; RETURN true; END $$",
                    "CREATE TABLE trap (x int CHECK (settle(x)))", "INSERT INTO trap VALUES (1)");

            copy.driver().restore(copy.target(), new ByteArrayInputStream(scratch.dump()));

            assertThat(copy.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'settled'"))
                    .containsExactly(copy.name());
        }
        assertThat(leftLogins(server)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatTheApplicationMayNotReadIsNamedByDumpAndCount(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server)) {
            server.run(scratch.name(), "CREATE SCHEMA audit", "CREATE TABLE audit.log (id int)");
            for (var reading :
                    List.<Reading>of(scratch::dump, () -> scratch.driver().contents(scratch.target()))) {
                assertThatThrownBy(reading::read).isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                    assertThat(e).hasMessageContaining("audit").hasMessageContaining("GRANT");
                });
            }

            server.run(
                    scratch.name(),
                    "GRANT USAGE ON SCHEMA audit TO " + scratch.name(),
                    "GRANT SELECT ON audit.log TO " + scratch.name());
            assertThat(scratch.dump()).isNotEmpty();
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws Exception;
    }

    @Test
    void largeObjectsOfOthersAreNamed() throws Exception {
        var server = TestServer.superuser18();
        try (var scratch = Scratch.on(server)) {
            server.run(scratch.name(), "SELECT lo_from_bytea(4712, '\\x00')");

            assertThatThrownBy(scratch::dump).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                assertThat(e).hasMessageContaining("large object 4712");
            });
        }
    }

    @Test
    void forcedRowSecurityIsPassedForAnAdminWhoMayUnlessOthersHaveSomeToo() throws Exception {
        var server = TestServer.superuser18();
        try (var scratch = Scratch.on(server)) {
            scratch.run(
                    "CREATE TABLE forced AS SELECT 1 AS x",
                    "ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
            assertThat(scratch.dump()).isNotEmpty();

            server.run(
                    scratch.name(),
                    "CREATE TABLE public.shared (x int)",
                    "ALTER TABLE public.shared ENABLE ROW LEVEL SECURITY",
                    "GRANT SELECT ON public.shared TO " + scratch.name());
            for (var reading :
                    List.<Reading>of(scratch::dump, () -> scratch.driver().contents(scratch.target()))) {
                assertThatThrownBy(reading::read)
                        .isInstanceOf(DriverException.class)
                        .hasMessageContaining("row-level security");
            }
        }
    }

    @Test
    void theSettingsOfADatabaseDoNotChangeWhoReadsIt() throws Exception {
        try (var scratch = Scratch.on(TestServer.superuser18())) {
            scratch.run(
                    "CREATE TABLE notes AS SELECT 1 AS x",
                    "ALTER DATABASE " + scratch.name() + " SET role TO '" + scratch.name() + "'",
                    "ALTER DATABASE " + scratch.name() + " SET search_path TO public",
                    "ALTER DATABASE " + scratch.name() + " SET default_transaction_read_only TO on",
                    "ALTER DATABASE " + scratch.name() + " SET row_security TO on");

            assertThat(scratch.dump()).isNotEmpty();
        }
        assertThat(leftLogins(TestServer.superuser18())).isEmpty();
    }

    private static List<String> leftLogins(TestServer server) throws Exception {
        return server.ask("postgres", "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'db_operator_login_')");
    }
}
