package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a replacement of data does with everything that a database has besides tables. */
class ReplaceIT {
    private static final Map<String, Object> OPTIONS =
            Map.of("extensions", List.of("hstore", "pg_trgm"), "connectionLimit", 20);

    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void allKindsOfThingsBelongToTheUserWhoIsThereAndWhatTheDatabaseHadItKeeps(TestServer server) throws Exception {
        try (var old = Scratch.on(server, OPTIONS);
                var replacement = replacementOf(old)) {
            old.run(
                    "CREATE TABLE gone (id int)",
                    "ALTER DATABASE " + old.name() + " SET search_path TO '$user', 'Odd \"path', public",
                    "ALTER DATABASE " + old.name() + " SET application_name TO 'it''s one, \\two'",
                    "GRANT CONNECT ON DATABASE " + old.name() + " TO "
                            + server.admin().username() + " WITH GRANT OPTION");
            server.run(
                    "postgres",
                    Quoting.withNames(
                            "ALTER ROLE {login} IN DATABASE {name} SET work_mem TO '7MB'",
                            Logins.of(old.target()).first(),
                            old.name()));
            var properties = properties(old);
            replacement.run(
                    "CREATE SCHEMA inner_things",
                    "CREATE TABLE inner_things.people (id serial PRIMARY KEY, name text, more hstore)",
                    "INSERT INTO inner_things.people (name) VALUES ('Ada')",
                    "CREATE TYPE mood AS ENUM ('good', 'bad')",
                    "CREATE VIEW names AS SELECT name FROM inner_things.people",
                    "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 2 * x $$",
                    "CREATE TEXT SEARCH CONFIGURATION simple_too (COPY = simple)",
                    "CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int)",
                    "CREATE STATISTICS s ON id, name FROM inner_things.people",
                    "CREATE PUBLICATION news FOR TABLE inner_things.people",
                    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + old.name(),
                    "SELECT lo_from_bytea(4711, '\\x00ff')");
            try (var onOld = server.asApplication(old.target(), Scratch.PASSWORD);
                    var onNew = server.asApplication(replacement.target(), Scratch.PASSWORD)) {
                old.driver().replace(old.target(OPTIONS), replacement.target(OPTIONS));

                assertThat(onOld.isValid(5)).isFalse();
                assertThat(onNew.isValid(5)).isFalse();
            }
            assertThat(properties(old)).isEqualTo(properties);
            assertThat(old.ask("SHOW search_path")).containsExactly("\"$user\", \"Odd \"\"path\", public");
            assertThat(old.ask("SHOW work_mem")).containsExactly("7MB");
            assertThat(ownersInside(old)).containsExactly(old.name());
            assertThat(old.ask("SELECT public.twice(count(*)::int)::text FROM public.names"))
                    .containsExactly("2");
            old.run(
                    "ALTER TABLE inner_things.people ADD column age int",
                    "DROP PUBLICATION news",
                    "DROP EXTENSION pg_trgm",
                    "DROP FUNCTION public.twice(int)",
                    "SELECT lo_unlink(4711)");
        }
    }

    /** Of everything that knows an owner and is not the server's own. */
    private static List<String> ownersInside(Scratch scratch) throws Exception {
        return scratch.server()
                .ask(
                        scratch.name(),
                        "SELECT DISTINCT pg_get_userbyid(refobjid) FROM pg_shdepend d"
                                + " WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND refclassid = 'pg_authid'::regclass AND deptype = 'o'"
                                + " AND pg_get_userbyid(refobjid) NOT IN ('restricted', 'postgres')");
    }

    /** Rights, owner, limit and comment of a database, and its settings. */
    private static List<String> properties(Scratch scratch) throws Exception {
        return scratch.server()
                .ask(
                        "postgres",
                        "SELECT concat_ws(' ', (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(datacl) a),"
                                + " pg_get_userbyid(datdba), datconnlimit, shobj_description(d.oid, 'pg_database'),"
                                + " (SELECT string_agg(concat(setrole, setconfig), ' ' ORDER BY setrole)"
                                + " FROM pg_db_role_setting WHERE setdatabase = d.oid))"
                                + " FROM pg_database d WHERE datname = ?",
                        scratch.name());
    }

    @Test
    void aSettingThatTheAdminCannotCarryOverIsNamedAndTheOldDataStay() throws Exception {
        var server = TestServer.restricted18();
        try (var old = Scratch.on(server);
                var replacement = replacementOf(old)) {
            server.run("postgres", "ALTER DATABASE " + old.name() + " SET session_replication_role TO 'replica'");

            assertThatThrownBy(() -> old.driver().replace(old.target(), replacement.target()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Reasons.PERMISSION_DENIED, DriverException::reason)
                    .satisfies(e -> assertThat(e).hasMessageContaining("session_replication_role"));

            server.run("postgres", "ALTER DATABASE " + old.name() + " RESET ALL");
            old.run("CREATE TABLE still_there (id int)");
            old.driver().replace(old.target(), replacement.target());
            assertThat(old.ask("SELECT to_regclass('still_there')::text")).containsExactly("null");
        }
    }

    @Test
    void anotherEncodingIsRefusedBeforeAnythingHappens() throws Exception {
        var latin = Map.<String, Object>of("encoding", "LATIN1", "locale", "C");
        try (var old = Scratch.on(TestServer.restricted18());
                var replacement = Scratch.beside(old, latin)) {
            assertThatThrownBy(() -> old.driver().replace(old.target(), replacement.target()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Reasons.RESTORE_FAILED, DriverException::reason)
                    .satisfies(e -> assertThat(e).hasMessageContaining("LATIN1"));
            assertThat(replacement.ask("SELECT 1")).hasSize(1);
        }
    }

    /** A run that ended after the exchange leaves old data; a new replacement must not be taken for those. */
    @Test
    void whatWasCutOffBetweenExchangeAndDropIsOnlyDropped() throws Exception {
        var server = TestServer.restricted18();
        try (var old = Scratch.on(server);
                var replacement = replacementOf(old)) {
            replacement.run("CREATE TABLE fresh (id int)");
            server.run(
                    "postgres",
                    "COMMENT ON ROLE " + replacement.name() + " IS '"
                            + RoleRow.markOfReplaced(old.target().owner()) + "'");
            replacement.create(Map.of());

            old.driver().replace(old.target(), replacement.target());

            assertThat(old.ask("SELECT to_regclass('fresh')::text")).containsExactly("null");
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_database WHERE datname = ?", replacement.name()))
                    .isEmpty();
        }
    }

    private static Scratch replacementOf(Scratch old) throws Exception {
        return Scratch.beside(old, OPTIONS);
    }
}
