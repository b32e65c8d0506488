package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreIT {
    private static final String TABLES = "SELECT count(*)::text FROM pg_class WHERE relkind = 'r' AND oid >= 16384";

    static List<List<TestServer>> serversAndServers() {
        return List.of(
                List.of(TestServer.superuser18(), TestServer.superuser18()),
                List.of(TestServer.restricted18(), TestServer.restricted18()),
                List.of(TestServer.restricted15(), TestServer.restricted15()),
                List.of(TestServer.restricted15(), TestServer.restricted18()));
    }

    @ParameterizedTest
    @MethodSource("serversAndServers")
    void everythingComesBackAndBelongsToTheApplication(List<TestServer> fromAndTo) throws Exception {
        var options = Map.<String, Object>of("extensions", List.of("hstore", "pg_trgm"));
        try (var from = Scratch.on(fromAndTo.get(0), options);
                var to = Scratch.on(fromAndTo.get(1), options)) {
            from.run(
                    "CREATE SCHEMA \"odd \"\"schema\"",
                    "CREATE TYPE mood AS ENUM ('good', 'bad')",
                    "CREATE TABLE \"odd \"\"schema\".people (id serial PRIMARY KEY, name text NOT NULL, mood mood,"
                            + " attributes hstore, loud text GENERATED ALWAYS AS (upper(name)) STORED)",
                    "COMMENT ON TABLE \"odd \"\"schema\".people IS 'kept'",
                    "CREATE INDEX ON \"odd \"\"schema\".people USING gin (name gin_trgm_ops)",
                    "INSERT INTO \"odd \"\"schema\".people (name, mood, attributes) VALUES"
                            + " (E'tab\\there\\nand \\\\. ☃', 'good', 'a=>1'), ('', NULL, NULL)",
                    "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS $$ SELECT 2 * x $$",
                    "CREATE MATERIALIZED VIEW names AS SELECT name FROM \"odd \"\"schema\".people",
                    "CREATE TABLE guarded (owner text)",
                    "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                    "CREATE POLICY own ON guarded USING (owner = current_user)",
                    "INSERT INTO guarded VALUES ('somebody else')",
                    "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                    "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                    "INSERT INTO parted SELECT generate_series(1, 9)",
                    "CREATE TABLE heir () INHERITS (guarded)",
                    "INSERT INTO heir VALUES ('a'), (E'\\n')",
                    "CREATE UNLOGGED TABLE fast (id int)",
                    "SELECT lo_from_bytea(4711, '\\x00ff5c27')",
                    "GRANT SELECT ON guarded TO " + from.server().admin().username());

            to.driver().restore(to.target(), new ByteArrayInputStream(from.dump()));

            var people = "SELECT concat(id, name, mood, attributes, loud) FROM \"odd \"\"schema\".people ORDER BY id";
            assertThat(to.ask(people)).hasSize(2).isEqualTo(from.ask(people));
            assertThat(to.ask("SELECT obj_description('\"odd \"\"schema\".people'::regclass)"))
                    .containsExactly("kept");
            assertThat(to.ask("SELECT twice(21)::text")).containsExactly("42");
            assertThat(to.ask("SELECT name FROM names")).hasSize(2);
            assertThat(to.ask("SELECT owner FROM ONLY guarded")).containsExactly("somebody else");
            assertThat(to.ask("SELECT lo_get(4711)::text")).containsExactly("\\x00ff5c27");
            assertThat(to.ask(
                            "SELECT relname FROM pg_class c WHERE oid >= 16384 AND pg_get_userbyid(relowner) <> ?"
                                    + " AND relnamespace <> 'pg_toast'::regnamespace",
                            to.name()))
                    .isEmpty();
            to.run("INSERT INTO \"odd \"\"schema\".people (name) VALUES ('the next')");
            assertThat(to.ask("SELECT count(*)::text FROM \"odd \"\"schema\".people"))
                    .containsExactly("3");
        }
        assertThat(leftLogins(fromAndTo.get(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void bytesOfOtherEncodingsComeBack(String encoding) throws Exception {
        var options = Map.<String, Object>of("encoding", encoding, "locale", "C");
        try (var from = Scratch.on(TestServer.restricted18(), options);
                var to = Scratch.on(TestServer.restricted18(), options)) {
            var bytes = "SELECT convert_to(body, '" + encoding + "')::text FROM notes";
            from.run(
                    "CREATE TABLE notes (body text)",
                    "INSERT INTO notes VALUES (convert_from('\\xe9ff', '" + encoding + "'))");

            to.driver().restore(to.target(), new ByteArrayInputStream(from.dump()));

            assertThat(to.ask(bytes)).containsExactly("\\xe9ff");
        }
    }

    @Test
    void anExtensionOfTheAdminsIsNoObstacle() throws Exception {
        var options = Map.<String, Object>of("extensions", List.of("dblink"));
        try (var from = Scratch.on(TestServer.superuser18(), options);
                var to = Scratch.on(TestServer.superuser18(), options)) {
            from.run("CREATE TABLE notes (body text)");

            to.driver().restore(to.target(), new ByteArrayInputStream(from.dump()));

            assertThat(to.ask(TABLES)).containsExactly("1");
        }
    }

    @Test
    void aDumpRunsWithTheApplicationsRightsOnly() throws Exception {
        try (var from = Scratch.on(TestServer.superuser18());
                var to = Scratch.on(TestServer.superuser18())) {
            from.run(
                    "CREATE TABLE tried (who text)",
                    "CREATE FUNCTION seize(x int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN"
                            + " PERFORM set_config('role', 'none', false);"
                            + " EXECUTE format('ALTER ROLE %I SUPERUSER', '" + to.name() + "');"
                            + " RETURN true; EXCEPTION WHEN OTHERS THEN RETURN true; END $$",
                    "CREATE TABLE trap (x int CHECK (seize(x)))",
                    "INSERT INTO trap VALUES (1)");

            to.driver().restore(to.target(), new ByteArrayInputStream(from.dump()));

            assertThat(to.ask("SELECT x::text FROM trap")).containsExactly("1");
            assertThat(to.server().ask("postgres", "SELECT rolsuper FROM pg_roles WHERE rolname = ?", to.name()))
                    .containsExactly("f");
        }
    }

    @Test
    void aDumpThatEndsEarlyOrIsFoundBrokenAtItsEndLeavesNothing() throws Exception {
        try (var from = Scratch.on(TestServer.restricted18());
                var to = Scratch.on(TestServer.restricted18())) {
            from.run(
                    "CREATE TABLE filled AS SELECT i, repeat('x', 1000) FROM generate_series(1, 1000) i",
                    "CREATE TABLE other AS SELECT 1 AS x");
            var dump = from.dump();

            for (int length : new int[] {dump.length - 1, dump.length / 2, dump.length / 10}) {
                assertThatThrownBy(() ->
                                to.driver().restore(to.target(), new ByteArrayInputStream(Arrays.copyOf(dump, length))))
                        .as("cut at %d", length)
                        .isInstanceOf(DriverException.class);
                assertThat(to.ask(TABLES)).containsExactly("0");
            }
            var broken = new SequenceInputStream(new ByteArrayInputStream(dump), failing("checksum is wrong"));
            assertThatThrownBy(() -> to.driver().restore(to.target(), broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("checksum is wrong");
            assertThat(to.ask(TABLES)).containsExactly("0");

            to.driver().restore(to.target(), new ByteArrayInputStream(dump));
            assertThat(to.ask(TABLES)).containsExactly("2");
        }
    }

    @Test
    void anErrorInTheMiddleIsToldInPostgresqlsWordsAndLeavesNothing() throws Exception {
        try (var from = Scratch.on(TestServer.restricted18());
                var to = Scratch.on(TestServer.restricted18())) {
            from.run(
                    "CREATE TABLE fine (x int)",
                    "CREATE FUNCTION here() RETURNS boolean LANGUAGE sql AS 'SELECT current_database() = ''"
                            + from.name() + "'''",
                    "CREATE TABLE picky (x int CHECK (here()))",
                    "INSERT INTO picky VALUES (1)");

            assertThatThrownBy(() -> to.driver().restore(to.target(), new ByteArrayInputStream(from.dump())))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("picky_check");
            assertThat(to.ask(TABLES)).containsExactly("0");
        }
    }

    @Test
    void aDatabaseThatHoldsSomethingIsRefusedAndKept() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            scratch.run("CREATE TABLE precious AS SELECT 1 AS x");
            var dump = scratch.dump();

            assertThatThrownBy(() -> scratch.driver().restore(scratch.target(), new ByteArrayInputStream(dump)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.USER);
                        assertThat(e.reason()).isEqualTo(Reasons.RESTORE_FAILED);
                    });
            assertThat(scratch.ask("SELECT x::text FROM precious")).containsExactly("1");
        }
    }

    @Test
    void theLoginThatAKilledRestoreLeftGoesWithTheNext() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            try (var connector = Connector.to(scratch.target());
                    var session = connector.maintenance()) {
                assertThat(ApplicationLogin.of(scratch.target(), connector, session))
                        .isNotNull();
            }
            var dump = scratch.dump();

            scratch.driver().restore(scratch.target(), new ByteArrayInputStream(dump));

            assertThat(leftLogins(scratch.server())).isEmpty();
        }
    }

    private static List<String> leftLogins(TestServer server) throws Exception {
        return server.ask("postgres", "SELECT rolname FROM pg_roles WHERE rolname LIKE 'db\\_operator\\_login%'");
    }

    private static InputStream failing(String message) {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
