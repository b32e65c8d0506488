package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is restored is open to whom the dumped database was open to, and to nobody else. */
class RestoredRightsIT {
    private final String report = "report_" + UUID.randomUUID().toString().substring(0, 8);

    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @BeforeEach
    void makeRole() throws SQLException {
        for (var server : List.of(TestServer.superuser18(), TestServer.restricted15())) {
            server.run("postgres", "CREATE ROLE " + report + " LOGIN PASSWORD 'reportPassword1'");
        }
    }

    @AfterEach
    void dropRole() throws SQLException {
        for (var server : List.of(TestServer.superuser18(), TestServer.restricted15())) {
            server.run("postgres", "DROP ROLE " + report);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void inThePlaceOfTheDatabaseInUseEveryRoleHasWhatItHad(TestServer server) throws Exception {
        try (var inUse = Scratch.on(server)) {
            server.run("postgres", "GRANT CONNECT ON DATABASE " + inUse.name() + " TO " + report);
            inUse.run(
                    "CREATE TABLE r AS SELECT 1 AS id, 'x' AS name, 'hidden' AS secret",
                    "CREATE TABLE partly AS SELECT 1 AS id, 'hidden' AS secret",
                    "CREATE FUNCTION peek() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT secret FROM public.partly'",
                    "REVOKE ALL ON FUNCTION peek() FROM PUBLIC",
                    "GRANT SELECT ON r TO " + report,
                    "GRANT SELECT (id) ON partly TO " + report,
                    "CREATE TYPE mood AS ENUM ('good')",
                    "REVOKE ALL ON TYPE mood FROM PUBLIC",
                    "CREATE SCHEMA own",
                    "GRANT USAGE, CREATE ON SCHEMA own TO " + report,
                    "GRANT USAGE ON SCHEMA public TO " + report + " WITH GRANT OPTION",
                    "CREATE SEQUENCE numbers",
                    "GRANT USAGE ON SEQUENCE numbers TO " + report,
                    "SELECT lo_from_bytea(4711, '\\x00')",
                    "GRANT SELECT ON LARGE OBJECT 4711 TO " + report,
                    "REVOKE DELETE ON r FROM " + inUse.name(),
                    "CREATE TABLE guarded AS SELECT 'one' AS body",
                    "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY mine ON guarded TO " + inUse.name() + ", " + report + " USING (body <> 'two')",
                    "GRANT SELECT ON guarded TO " + report,
                    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + report,
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA own GRANT USAGE ON SEQUENCES TO " + report);
            var before = rights(inUse);

            var notes = restoreInPlace(inUse);

            assertThat(notes).isEmpty();
            assertThat(rights(inUse)).isEqualTo(before);
            inUse.run("CREATE TABLE later (id int)", "CREATE FUNCTION later() RETURNS int LANGUAGE sql AS 'SELECT 1'");
            var asReport = new Credentials(report, "reportPassword1");
            try (var connection = server.connect(inUse.name(), asReport)) {
                assertThat(TestServer.ask(connection, "SELECT name FROM public.r"))
                        .containsExactly("x");
                assertThat(TestServer.ask(connection, "SELECT body FROM public.guarded"))
                        .containsExactly("one");
                assertThat(TestServer.ask(connection, "SELECT count(*) FROM public.later"))
                        .containsExactly("0");
                for (var refused :
                        List.of("SELECT public.peek()", "SELECT secret FROM public.partly", "SELECT public.later()")) {
                    assertThatThrownBy(() -> TestServer.run(connection, refused))
                            .as(refused)
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    /** Of everything in the database that can have rights, with its defaults and policies. */
    private static List<String> rights(Scratch scratch) throws SQLException {
        var acl = "(SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(coalesce(%s, '{}')) x)";
        return scratch.server()
                .ask(
                        scratch.name(),
                        "SELECT concat('r ', oid::regclass, pg_get_userbyid(relowner), " + acl.formatted("relacl")
                                + ") FROM pg_class WHERE oid >= 16384 AND relkind <> 't' AND relkind <> 'i'"
                                + " UNION ALL SELECT concat('c ', attrelid::regclass, attname, "
                                + acl.formatted("attacl")
                                + ") FROM pg_attribute WHERE attacl IS NOT NULL"
                                + " UNION ALL SELECT concat('f ', oid::regprocedure, " + acl.formatted("proacl")
                                + ") FROM pg_proc WHERE oid >= 16384"
                                + " UNION ALL SELECT concat('t ', oid::regtype, " + acl.formatted("typacl")
                                + ") FROM pg_type WHERE typacl IS NOT NULL"
                                + " UNION ALL SELECT concat('n ', nspname, " + acl.formatted("nspacl")
                                + ") FROM pg_namespace WHERE nspname !~ '^pg_toast|^pg_temp'"
                                + " UNION ALL SELECT concat('l ', oid, " + acl.formatted("lomacl")
                                + ") FROM pg_largeobject_metadata"
                                + " UNION ALL SELECT concat('d ', pg_get_userbyid(defaclrole), defaclnamespace::regnamespace,"
                                + " defaclobjtype, " + acl.formatted("defaclacl") + ") FROM pg_default_acl"
                                + " UNION ALL SELECT concat('p ', polname, (SELECT string_agg(r::regrole::text, ' ' ORDER BY"
                                + " r::regrole::text) FROM unnest(polroles) r)) FROM pg_policy"
                                + " UNION ALL SELECT concat('a ', " + acl.formatted("datacl")
                                + ") FROM pg_database WHERE datname = current_database() ORDER BY 1");
    }

    static List<String> restoreInPlace(Scratch inUse) throws Exception {
        return restoreInPlace(inUse, inUse.dump());
    }

    static List<String> restoreInPlace(Scratch inUse, byte[] dump) throws Exception {
        try (var beside = Scratch.toReplace(inUse)) {
            var report = beside.driver().restoreReporting(beside.target(), new ByteArrayInputStream(dump));
            inUse.driver().replace(inUse.target(), beside.target());
            return report.notes();
        }
    }

    @Test
    void whatARoleHadThatDoesNotExistIsLeftOutAndListed() throws Exception {
        var gone = "gone_" + UUID.randomUUID().toString().substring(0, 8);
        var server = TestServer.restricted18();
        try (var from = Scratch.on(server);
                var to = Scratch.on(server)) {
            server.run("postgres", "CREATE ROLE \"" + gone + " x\"");
            from.run(
                    "CREATE TABLE r AS SELECT 1 AS id",
                    "REVOKE ALL ON r FROM PUBLIC",
                    "GRANT SELECT, INSERT ON r TO \"" + gone + " x\" WITH GRANT OPTION",
                    "GRANT SELECT ON r TO " + report,
                    "ALTER TABLE r ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY \"odd (name) TO x\" ON r TO \"" + gone + " x\" USING (true)",
                    "CREATE POLICY kept ON r TO PUBLIC USING (true)",
                    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO \"" + gone + " x\"");
            var dump = from.dump();
            from.run("DROP POLICY \"odd (name) TO x\" ON r");
            server.run(from.name(), "DROP OWNED BY \"" + gone + " x\"");
            server.run("postgres", "DROP ROLE \"" + gone + " x\"");

            var notes = to.driver()
                    .restoreReporting(to.target(), new ByteArrayInputStream(dump))
                    .notes();

            assertThat(notes).hasSize(1);
            assertThat(notes.getFirst()).contains(gone + " x", "TABLE r", "odd (name) TO x");
            assertThat(server.ask(
                            to.name(),
                            "SELECT string_agg(grantee || ' ' || privilege_type, ', ' ORDER BY 1) FROM"
                                    + " information_schema.role_table_grants WHERE table_name = 'r' AND grantee <> ?",
                            to.name()))
                    .containsExactly(report + " SELECT");
            assertThat(to.ask("SELECT polname FROM pg_policy")).containsExactly("kept");
        }
    }

    @Test
    void whatASuperuserGaveTheApplicationItHasAgainAndOnlyThat() throws Exception {
        var server = TestServer.superuser18();
        try (var inUse = Scratch.on(server, Map.of("extensions", List.of("postgres_fdw", "hstore")))) {
            server.run(
                    inUse.name(),
                    "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO " + inUse.name(),
                    "REVOKE EXECUTE ON FUNCTION pg_sleep(float8) FROM PUBLIC",
                    "REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC",
                    "GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO " + inUse.name());
            inUse.run(
                    "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1')",
                    "CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user 'u', password 'it''s')",
                    "GRANT USAGE ON FOREIGN SERVER far TO " + report);

            assertThat(restoreInPlace(inUse)).isEmpty();

            assertThat(inUse.ask("SELECT has_function_privilege('pg_ls_dir(text)', 'EXECUTE')::text"))
                    .containsExactly("true");
            assertThat(inUse.ask("SELECT has_function_privilege('pg_sleep(float8)', 'EXECUTE')::text"))
                    .containsExactly("false");
            assertThat(inUse.ask("SELECT umoptions::text FROM pg_user_mappings"))
                    .allSatisfy(options -> assertThat(options).contains("user=u", "password=it's"))
                    .hasSize(1);
            assertThat(server.ask(inUse.name(), "SELECT has_server_privilege(?, 'far', 'USAGE')::text", report))
                    .containsExactly("true");
        }
    }

    @Test
    void whatTheAdminMayNotGiveAgainIsListed() throws Exception {
        var server = TestServer.restricted18();
        try (var inUse = Scratch.on(server)) {
            server.run(
                    inUse.name(),
                    "CREATE EXTENSION postgres_fdw",
                    "GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO " + inUse.name(),
                    "GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO " + inUse.name(),
                    "CREATE TABLE public.of_the_dba (id int)",
                    "GRANT SELECT ON public.of_the_dba TO " + inUse.name());
            inUse.run("CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw", "CREATE TABLE kept (id int)");
            var dump = new ByteArrayOutputStream();

            var notes = String.join(
                    "\n", inUse.driver().backup(inUse.target(), dump).notes());

            assertThat(notes)
                    .contains("SERVER far", "pg_ls_dir", "and by the role 'postgres' before: TABLE public.of_the_dba");
        }
    }
}
