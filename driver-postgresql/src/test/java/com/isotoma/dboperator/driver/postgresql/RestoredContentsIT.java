package com.isotoma.dboperator.driver.postgresql;

import static com.isotoma.dboperator.driver.postgresql.RestoredRightsIT.restoreInPlace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents that people have and that a restore has to bring back, or to say that it cannot. */
class RestoredContentsIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    @Test
    void moreTablesThanTheServerHasLocksComeBack() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run("DO $$ BEGIN FOR i IN 1..8000 LOOP EXECUTE format("
                    + "'CREATE TABLE t%s (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)', i);"
                    + " IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$");
            assertThat(inUse.ask("SELECT (count(*) > current_setting('max_locks_per_transaction')::int"
                            + " * current_setting('max_connections')::int)::text FROM pg_locks l RIGHT JOIN pg_class c"
                            + " ON l.pid = 0 WHERE c.oid >= 16384"))
                    .containsExactly("true");

            assertThat(restoreInPlace(inUse)).isEmpty();

            assertThat(inUse.ask("SELECT count(*)::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384"
                            + " AND relowner = current_user::regrole"))
                    .containsExactly("8000");
        }
    }

    /** Each of them takes a lock of its own, both while it is dumped and while it is read in. */
    @Test
    void moreLargeObjectsAndPartitionsThanTheServerHasLocksComeBack() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "SELECT lo_from_bytea(0, 'x') FROM generate_series(1, 20000)",
                    "CREATE TABLE p (id int, day int) PARTITION BY LIST (day)",
                    "DO $$ BEGIN FOR i IN 1..2000 LOOP EXECUTE format('CREATE TABLE p_%s PARTITION OF p FOR VALUES IN"
                            + " (%s)', i, i); IF i % 500 = 0 THEN COMMIT; END IF; END LOOP; END $$",
                    "INSERT INTO p SELECT i, i FROM generate_series(1, 2000) i");

            assertThat(restoreInPlace(inUse)).isEmpty();

            assertThat(inUse.ask("SELECT concat((SELECT count(*) FROM pg_largeobject_metadata), ' ',"
                            + " (SELECT count(*) FROM p), ' ', (SELECT count(*) FROM pg_inherits))"))
                    .containsExactly("20000 2000 2000");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatOnlyASuperuserCanMakeIsKnownAtBackupAndLeftOut(TestServer server) throws Exception {
        try (var inUse = Scratch.on(server)) {
            inUse.run("CREATE TABLE kept AS SELECT 1 AS id", "CREATE TYPE mood AS ENUM ('good')");
            server.run(
                    inUse.name(),
                    "CREATE PUBLICATION dbz FOR ALL TABLES",
                    "CREATE PUBLICATION by_schema FOR TABLES IN SCHEMA public",
                    "CREATE FUNCTION public.noticed() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                    "CREATE EVENT TRIGGER noticing ON ddl_command_end EXECUTE FUNCTION public.noticed()",
                    "COMMENT ON EVENT TRIGGER noticing IS 'c'",
                    "CREATE FUNCTION public.raw(int) RETURNS int LANGUAGE internal AS 'int4abs'",
                    "CREATE FUNCTION public.needs_raw() RETURNS int LANGUAGE sql RETURN public.raw(1)",
                    "CREATE FUNCTION public.tight(int) RETURNS int LANGUAGE sql LEAKPROOF AS 'SELECT 1'",
                    "CREATE FUNCTION public.sets() RETURNS int LANGUAGE sql SET log_statement TO 'all' AS 'SELECT 1'",
                    "CREATE CAST (bigint AS jsonb) WITH INOUT",
                    "CREATE TEXT SEARCH TEMPLATE public.tpl (LEXIZE = dsimple_lexize)",
                    "CREATE OPERATOR FAMILY public.fam USING btree",
                    "CREATE ACCESS METHOD am TYPE INDEX HANDLER bthandler",
                    "CREATE FOREIGN DATA WRAPPER bare",
                    "CREATE SUBSCRIPTION sub CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)");
            try {
                var dump = new ByteArrayOutputStream();
                var said = String.join(
                        "\n", inUse.driver().backup(inUse.target(), dump).notes());
                assertThat(said)
                        .contains("PUBLICATION dbz", "by_schema", "EVENT TRIGGER noticing", "public.raw", "needs_raw")
                        .contains("public.tight", "public.sets", "CAST (bigint AS jsonb)", "public.tpl", "public.fam")
                        .contains("ACCESS METHOD am", "FOREIGN DATA WRAPPER bare", "SUBSCRIPTION sub");

                server.run(inUse.name(), "ALTER SUBSCRIPTION sub SET (slot_name = NONE)", "DROP SUBSCRIPTION sub");
                assertThat(String.join("\n", restoreInPlace(inUse, dump.toByteArray())))
                        .contains("PUBLICATION dbz", "EVENT TRIGGER noticing");

                assertThat(inUse.ask("SELECT id::text FROM kept")).containsExactly("1");
                assertThat(inUse.ask("SELECT pubname FROM pg_publication WHERE puballtables"))
                        .isEmpty();
                assertThat(inUse.ask("SELECT 1 FROM pg_event_trigger")).isEmpty();
            } finally {
                server.run(
                        inUse.name(),
                        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_subscription WHERE subname = 'sub' AND subdbid ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())) THEN"
                                + " ALTER SUBSCRIPTION sub SET (slot_name = NONE); DROP SUBSCRIPTION sub; END IF; END $$");
            }
        }
    }

    @Test
    void aTableThatNeedsWhatOnlyASuperuserCanMakeIsRefusedAndNotLeftOut() throws Exception {
        var server = TestServer.superuser18();
        try (var inUse = Scratch.on(server)) {
            server.run(
                    inUse.name(),
                    "CREATE FUNCTION public.raw(int) RETURNS int LANGUAGE internal IMMUTABLE AS 'int4abs'",
                    "CREATE TABLE public.needy (id int DEFAULT public.raw(1))",
                    "INSERT INTO public.needy VALUES (1)",
                    "GRANT SELECT ON public.needy TO " + inUse.name());
            var dump = new ByteArrayOutputStream();

            assertThat(String.join(
                            "\n", inUse.driver().backup(inUse.target(), dump).notes()))
                    .contains("a restore is refused", "TABLE public.needy");
            assertThatThrownBy(() -> restoreInPlace(inUse, dump.toByteArray()))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USER))
                    .hasMessageContaining("public.needy");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anExtensionComesBackWhereItWas(TestServer server) throws Exception {
        var options = Map.<String, Object>of("extensions", List.of("hstore", "citext"));
        try (var inUse = Scratch.on(server, options);
                var fresh = Scratch.on(server, options)) {
            inUse.run(
                    "CREATE SCHEMA \"ext S\"",
                    "DROP EXTENSION hstore",
                    "CREATE EXTENSION hstore SCHEMA \"ext S\"",
                    "CREATE TABLE tagged AS SELECT 'a=>1'::\"ext S\".hstore AS tags, 'Ä'::citext AS name");
            var dump = inUse.dump();

            assertThat(restoreInPlace(inUse, dump)).isEmpty();
            fresh.driver().restore(fresh.target(options), new ByteArrayInputStream(dump));

            for (var scratch : List.of(inUse, fresh)) {
                assertThat(scratch.ask("SELECT tags::text FROM tagged")).containsExactly("\"a\"=>\"1\"");
                assertThat(scratch.ask(
                                "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'hstore'"))
                        .containsExactly("\"ext S\"");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void functionsWithoutASchemaFindWhatTheyFindInTheDatabaseInUse(TestServer server) throws Exception {
        try (var inUse = Scratch.on(server, Map.of("extensions", List.of("unaccent")))) {
            inUse.run(
                    "CREATE SCHEMA tools",
                    "DROP EXTENSION unaccent",
                    "CREATE EXTENSION unaccent SCHEMA tools",
                    "ALTER DATABASE " + inUse.name() + " SET search_path TO '$user', public, tools",
                    "SET search_path TO public, tools",
                    "CREATE FUNCTION slug(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN lower(unaccent(t)); END'",
                    "CREATE TABLE pages (title text CHECK (slug(title) <> ''), slug text GENERATED ALWAYS AS (slug(title)) STORED)",
                    "CREATE DOMAIN short AS text CHECK (length(slug(VALUE)) < 9)",
                    "CREATE TABLE named (name short)",
                    "INSERT INTO pages VALUES ('Été')",
                    "INSERT INTO named VALUES ('Été')");
            if (server.equals(TestServer.restricted15())) {
                inUse.run("CREATE INDEX by_slug ON public.pages (public.slug(title))");
            }

            assertThat(restoreInPlace(inUse)).isEmpty();

            assertThat(inUse.ask("SELECT slug FROM public.pages")).containsExactly("ete");
            assertThat(inUse.ask("SELECT name FROM public.named")).containsExactly("Été");
        }
    }

    @Test
    void aFunctionThatFindsNothingIsNamedWithItsTableAndARemedy() throws Exception {
        var server = TestServer.restricted18();
        try (var inUse = Scratch.on(server)) {
            inUse.run(
                    "CREATE SCHEMA hidden",
                    "CREATE FUNCTION hidden.help(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'",
                    "SET search_path TO public, hidden",
                    "CREATE FUNCTION slug(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN help(t); END'",
                    "CREATE TABLE pages (title text, slug text GENERATED ALWAYS AS (slug(title)) STORED)",
                    "INSERT INTO pages VALUES ('secretvalue')");

            assertThatThrownBy(() -> restoreInPlace(inUse))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USER))
                    .hasMessageContaining("help(text) does not exist")
                    .hasMessageContaining("slug")
                    .hasMessageContaining("pages")
                    .hasMessageContaining("SET search_path")
                    .message()
                    .doesNotContain("secretvalue");
        }
    }

    @Test
    void dataThatBreakTheirOwnConstraintHaveAReasonOfTheirOwn() throws Exception {
        try (var inUse = Scratch.on(TestServer.restricted18())) {
            inUse.run(
                    "CREATE TABLE zlimits AS SELECT 5 AS most",
                    "CREATE FUNCTION most() RETURNS int LANGUAGE sql AS 'SELECT max(most) FROM public.zlimits'",
                    "CREATE TABLE amounts (amount int CONSTRAINT below_most CHECK (coalesce(amount <= most(), false)))",
                    "INSERT INTO amounts VALUES (4)");

            assertThatThrownBy(() -> restoreInPlace(inUse))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.USER);
                        assertThat(e.reason()).isEqualTo(Reasons.CONSTRAINT_VIOLATED);
                    })
                    .hasMessageContaining("public.amounts")
                    .hasMessageContaining("below_most");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' LOCALE 'C'",
                "LOCALE_PROVIDER icu ICU_LOCALE 'und'" + " ICU_RULES '&V << w <<< W' LOCALE 'C'",
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
                "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'",
                "ENCODING 'LATIN1' LOCALE 'C'"
            })
    void anAdoptedDatabaseKeepsWhatItWasMadeWith(String properties) throws Exception {
        var server = TestServer.restricted18();
        var inUse = Scratch.planned(server);
        server.run(
                "postgres",
                "CREATE ROLE dba_" + inUse.name(),
                "GRANT dba_" + inUse.name() + " TO restricted WITH ADMIN OPTION");
        server.run(
                "postgres",
                "CREATE DATABASE " + inUse.name() + " OWNER dba_" + inUse.name() + " TEMPLATE template0 " + properties);
        try (inUse) {
            inUse.adopt();
            inUse.run("CREATE TABLE words (word text)", "INSERT INTO words VALUES ('z'), ('a')");
            var before = made(inUse);

            assertThat(restoreInPlace(inUse)).isEmpty();

            assertThat(made(inUse)).isEqualTo(before);
            assertThat(inUse.ask("SELECT count(*)::text FROM words")).containsExactly("2");
        } finally {
            server.run("postgres", "DROP ROLE dba_" + inUse.name());
        }
    }

    private static List<String> made(Scratch scratch) throws Exception {
        return scratch.server()
                .ask(
                        "postgres",
                        "SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, datlocale, daticurules,"
                                + " datcollate, datctype, dattablespace) FROM pg_database WHERE datname = ?",
                        scratch.name());
    }

    @Test
    void whatTheServerPutsIntoEveryDatabaseIsNotTheApplications() throws Exception {
        var server = TestServer.restricted15();
        server.run(
                "template1",
                "CREATE FUNCTION public.dba_f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TABLE public.countries AS SELECT 'hidden' AS code");
        try (var inUse = Scratch.on(server);
                var fresh = Scratch.on(server)) {
            assertThat(inUse.driver().isEmpty(inUse.target())).isTrue();
            inUse.run("CREATE TABLE kept AS SELECT 1 AS id");
            assertThat(inUse.driver().isEmpty(inUse.target())).isFalse();
            var dump = inUse.dump();

            restoreInPlace(inUse, dump);
            fresh.driver().restore(fresh.target(), new ByteArrayInputStream(dump));

            for (var scratch : List.of(inUse, fresh)) {
                assertThat(scratch.ask("SELECT id::text FROM kept")).containsExactly("1");
                assertThat(scratch.ask("SELECT dba_f()::text")).containsExactly("1");
            }
        } finally {
            server.run("template1", "DROP FUNCTION public.dba_f()", "DROP TABLE public.countries");
        }
    }
}
