package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application has made is code, and that code never runs with more than the application's rights. */
class TrapIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    /** Where the server may run a function: while it plans, while it reads, and while it copies. */
    private static final Map<String, List<String>> TRAPS = Map.of(
            "predicate of an index",
            List.of("CREATE TABLE trap (x int)", "CREATE INDEX ON trap (x) WHERE seize(1)"),
            "expression of an index",
            List.of("CREATE TABLE trap (x int)", "CREATE INDEX ON trap ((seize(1)), x)"),
            "expression of a statistic",
            List.of("CREATE TABLE trap (x int)", "CREATE STATISTICS s ON (seize(1)), (seize(x)) FROM trap"),
            "check",
            List.of("CREATE TABLE trap (x int CHECK (seize(1) AND seize(x)))"),
            "key of partitions",
            List.of(
                    "CREATE TABLE trap (x int) PARTITION BY LIST (seize(x))",
                    "CREATE TABLE trap_part PARTITION OF trap FOR VALUES IN (true)"),
            "policy",
            List.of(
                    "CREATE TABLE trap (x int)",
                    "ALTER TABLE trap ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY p ON trap USING (seize(1) AND seize(x))"),
            "generated column",
            List.of("CREATE TABLE trap (x int, y boolean GENERATED ALWAYS AS (seize(x)) STORED)"),
            "view",
            List.of("CREATE VIEW trap_view AS SELECT seize(1)", "CREATE TABLE trap (x int)"),
            "default and trigger",
            List.of(
                    "CREATE TABLE trap (x int, y boolean DEFAULT seize(1))",
                    "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN PERFORM seize(1); RETURN new; END $$",
                    "CREATE TRIGGER t BEFORE INSERT ON trap FOR EACH ROW EXECUTE FUNCTION fire()"),
            "type with a check",
            List.of("CREATE DOMAIN wary AS int CHECK (seize(VALUE))", "CREATE TABLE trap (x wary)"));

    static Stream<Arguments> traps() {
        return servers().stream()
                .flatMap(server ->
                        TRAPS.entrySet().stream().map(trap -> Arguments.of(server, trap.getKey(), trap.getValue())));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("traps")
    void noTrapIsSprungByTheAdmin(TestServer server, String where, List<String> trap) throws Exception {
        try (var scratch = Scratch.on(server);
                var copy = Scratch.beside(scratch, Map.of())) {
            setUp(scratch, trap);

            var dump = scratch.dump();
            assertThat(scratch.driver().isEmpty(scratch.target())).isFalse();
            assertThat(scratch.driver().estimatedDumpBytes(scratch.target())).isPresent();
            copy.driver().restore(copy.target(), new ByteArrayInputStream(dump));
            assertThat(copy.driver().contents(copy.target()))
                    .as(where)
                    .isEqualTo(scratch.driver().contents(scratch.target()));

            scratch.driver().replace(scratch.target(), copy.target());
            assertThat(scratch.driver().contents(scratch.target()).rows().values())
                    .containsExactly(1L);
        }
        assertThat(leftLogins(server)).isEmpty();
    }

    private static void setUp(Scratch scratch, List<String> trap) throws Exception {
        scratch.run("CREATE FUNCTION seize(int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                + " IF session_user IN ('postgres', 'restricted') OR current_user IN ('postgres', 'restricted') THEN"
                + " RAISE EXCEPTION 'run by %, %', session_user, current_user; END IF; RETURN true; END $$");
        scratch.run(trap.toArray(String[]::new));
        scratch.run("INSERT INTO trap VALUES (1)");
    }

    /** So that the test above can fail: this is what the driver would meet if it counted as the admin. */
    @Test
    void aSuperuserWhoOnlyCountsSpringsTheTrap() throws Exception {
        try (var scratch = Scratch.on(TestServer.superuser18())) {
            setUp(scratch, TRAPS.get("predicate of an index"));

            assertThatThrownBy(() -> scratch.server().ask(scratch.name(), "SELECT count(*) FROM trap"))
                    .hasMessageContaining("run by postgres");
        }
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
