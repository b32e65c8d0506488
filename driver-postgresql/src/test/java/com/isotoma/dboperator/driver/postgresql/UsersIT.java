package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Further users, on what only PostgreSQL has. */
@ParameterizedClass
@MethodSource("servers")
class UsersIT {
    private static final String PASSWORD = "FurtherPassword0123";

    private final TestServer server;

    UsersIT(TestServer server) {
        this.server = server;
    }

    static List<TestServer> servers() {
        return List.of(TestServer.restricted18(), TestServer.restricted15(), TestServer.superuser18());
    }

    @Test
    void rightsAreOnWhateverTheOwnerHasAndMakesInAnySchema() throws Exception {
        try (var scratch = Scratch.on(server)) {
            scratch.run(things("early"));
            var reader = ensure(user(scratch, "reader", Access.READ_ONLY));
            var writer = ensure(user(scratch, "writer", Access.READ_WRITE));
            scratch.run(things("late"));
            for (var schema : List.of("early", "late")) {
                for (var thing : List.of("t", "v", "m", "p", "\"T odd\"")) {
                    assertMay(scratch, reader, true, "SELECT * FROM " + schema + "." + thing);
                }
                assertMay(scratch, reader, true, "SELECT " + schema + ".f()");
                assertMay(scratch, reader, true, "SELECT last_value FROM " + schema + ".s");
                assertMay(scratch, reader, false, "SELECT nextval('" + schema + ".s')");
                assertMay(scratch, reader, false, "CREATE TABLE " + schema + ".by_reader (a int)");
                assertMay(scratch, reader, false, "DELETE FROM " + schema + ".p");
                assertMay(scratch, writer, true, "SELECT nextval('" + schema + ".s')");
                assertMay(scratch, writer, true, "INSERT INTO " + schema + ".t (b) VALUES (1)");
                assertMay(scratch, writer, true, "CREATE TEMPORARY TABLE x (a int)");
                assertMay(scratch, writer, false, "TRUNCATE " + schema + ".t");
                assertMay(scratch, writer, false, "DROP SCHEMA " + schema);
            }
        }
    }

    private static String[] things(String schema) {
        return new String[] {
            "CREATE SCHEMA " + schema,
            "SET search_path TO " + schema,
            "CREATE TABLE t (a serial, b int)",
            "CREATE TABLE \"T odd\" (a int)",
            "CREATE VIEW v AS SELECT * FROM t",
            "CREATE MATERIALIZED VIEW m AS SELECT * FROM t",
            "CREATE TABLE p (a int) PARTITION BY RANGE (a)",
            "CREATE TABLE q PARTITION OF p FOR VALUES FROM (1) TO (9)",
            "CREATE SEQUENCE s",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1"
        };
    }

    @Test
    void aDatabaseOfAnEarlierVersionCanHaveUsers() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var old = new Credentials(scratch.name(), Scratch.PASSWORD);
            server.run(
                    "postgres",
                    "DROP ROLE \"" + Logins.of(scratch.target()).first() + "\"",
                    "ALTER ROLE " + scratch.name() + " LOGIN PASSWORD '" + Scratch.PASSWORD + "'");
            server.run(scratch.name(), "GRANT ALL ON SCHEMA public TO PUBLIC");
            assertMay(scratch, old, true, "CREATE TABLE early (a int)");

            var reader = ensure(user(scratch, "reader", Access.READ_ONLY));
            var owner = ensure(user(scratch, "owner", Access.OWNER));

            assertMay(scratch, old, true, "CREATE TABLE late (a int)");
            assertMay(scratch, owner, true, "ALTER TABLE late ADD b int");
            for (var table : List.of("early", "late")) {
                assertMay(scratch, reader, true, "SELECT a FROM " + table);
            }
            assertMay(scratch, reader, false, "CREATE TABLE by_reader (a int)");
        }
    }

    @Test
    void aSessionThatHadBecomeTheOwnerEndsWithThatRight() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var login = ensure(user(scratch, "changing", Access.OWNER));
            try (var session = server.connect(scratch.name(), login)) {
                TestServer.run(session, "CREATE TABLE before (a int)");

                ensure(user(scratch, "changing", Access.READ_ONLY));

                assertThatThrownBy(() -> TestServer.run(session, "CREATE TABLE after (a int)"))
                        .isInstanceOf(SQLException.class);
            }
            assertMay(scratch, login, true, "SELECT a FROM before");
            assertMay(scratch, login, false, "DROP TABLE before");
        }
    }

    @Test
    void whatWasGivenByHandIsTakenAway() throws Exception {
        try (var scratch = Scratch.on(server)) {
            scratch.run("CREATE TABLE t (a int)", "CREATE SCHEMA s");
            var user = user(scratch, "reader", Access.READ_ONLY);
            var reader = ensure(user);
            scratch.run("GRANT ALL ON t TO " + user.username(), "GRANT CREATE ON SCHEMA s TO " + user.username());
            assertMay(scratch, reader, true, "INSERT INTO t VALUES (1)");

            ensure(user);

            assertMay(scratch, reader, false, "INSERT INTO t VALUES (1)");
            assertMay(scratch, reader, false, "CREATE TABLE s.x (a int)");
            assertMay(scratch, reader, true, "SELECT a FROM t");
        }
    }

    @Test
    void theRightsAfterARestoreAreThoseOfNowAndNotThoseOfTheBackup() throws Exception {
        try (var scratch = Scratch.on(server)) {
            scratch.run("CREATE TABLE t (a int)");
            var changed = ensure(user(scratch, "changed", Access.READ_WRITE));
            var gone = user(scratch, "gone", Access.READ_ONLY);
            ensure(gone);
            var dump = scratch.dump();
            ensure(user(scratch, "changed", Access.READ_ONLY));
            var young = ensure(user(scratch, "young", Access.READ_WRITE));
            scratch.driver().dropUser(gone);
            try (var replacement = Scratch.toReplace(scratch)) {
                scratch.driver().restore(replacement.target(), new ByteArrayInputStream(dump));
                scratch.driver().replace(scratch.target(), replacement.target());
            }
            assertMay(scratch, changed, true, "SELECT a FROM t");
            assertMay(scratch, changed, false, "INSERT INTO t VALUES (1)");
            assertMay(scratch, young, true, "INSERT INTO t VALUES (1)");
            scratch.run("CREATE TABLE later (a int)");
            assertMay(scratch, changed, true, "SELECT a FROM later");
            assertMay(scratch, changed, false, "DELETE FROM later");
            assertThat(server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = ?", gone.username()))
                    .isEmpty();
        }
    }

    @Test
    void whatALoginOwnsItselfIsTheOwnersWhenItGoes() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var user = user(scratch, "other", Access.OWNER);
            var other = ensure(user);
            scratch.run("CREATE SCHEMA s", "GRANT USAGE, CREATE ON SCHEMA s TO \"" + other.username() + "\"");
            try (var connection = server.connect(scratch.name(), other)) {
                TestServer.run(
                        connection, "SET ROLE NONE", "CREATE TABLE s.own (a int)", "INSERT INTO s.own VALUES (7)");

                scratch.driver().dropUser(user);
            }
            assertThat(scratch.ask("SELECT a::text FROM s.own")).containsExactly("7");
            scratch.run("DROP TABLE s.own");
        }
    }

    @Test
    void settingsOfALoginGoOnWithTheNext() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var user =
                    new UserTarget(scratch.target(), "reader", scratch.name() + "_" + "x".repeat(40), Access.READ_ONLY);
            var current = ensure(user);
            server.run("postgres", "ALTER ROLE \"" + current.username() + "\" SET statement_timeout = '7s'");
            var next = new Credentials(scratch.driver().logins(user).get(1), "AnotherPassword0123");

            scratch.driver().ensureUser(UserRequest.changing(user, current, next));

            try (var after = server.connect(scratch.name(), next)) {
                assertThat(TestServer.ask(after, "SELECT current_setting('statement_timeout')"))
                        .containsExactly("7s");
            }
            scratch.driver().dropUser(user);
            assertThat(server.ask(
                            "postgres",
                            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, ?)",
                            scratch.name() + "_x"))
                    .isEmpty();
        }
    }

    private static UserTarget user(Scratch scratch, String name, Access access) {
        return new UserTarget(scratch.target(), name, scratch.name() + "_" + name, access);
    }

    private static Credentials ensure(UserTarget user) throws Exception {
        var driver = new PostgresqlDriver(TestServer.tools());
        var login = new Credentials(driver.logins(user).getFirst(), PASSWORD);
        driver.ensureUser(UserRequest.alone(user, login));
        return login;
    }

    private void assertMay(Scratch scratch, Credentials login, boolean may, String sql) throws SQLException {
        try (var connection = server.connect(scratch.name(), login)) {
            TestServer.run(connection, sql);
            assertThat(may).as(login.username() + " may: " + sql).isTrue();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("42501");
            assertThat(may)
                    .as(login.username() + " may: " + sql + ": " + e.getMessage())
                    .isFalse();
        }
    }
}
