package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.Rotation;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One owner that nobody logs in as, and logins that act as it. */
@ParameterizedClass
@MethodSource("servers")
class LoginsIT {
    private static final String OTHER = "AnotherPassword0123";

    private final TestServer server;

    LoginsIT(TestServer server) {
        this.server = server;
    }

    static List<TestServer> servers() {
        return List.of(TestServer.restricted18(), TestServer.restricted15(), TestServer.superuser18());
    }

    @Test
    void whateverALoginMakesBelongsToTheOwner() throws Exception {
        try (var scratch = Scratch.on(server)) {
            assertThat(canLogIn(scratch.name())).containsExactly("f");
            assertThat(scratch.ask("SELECT current_user || ' ' || session_user"))
                    .containsExactly(scratch.name() + " " + first(scratch));
            scratch.run(
                    "CREATE TABLE t (a int)",
                    "CREATE SCHEMA s",
                    "CREATE FUNCTION s.f() RETURNS int LANGUAGE sql RETURN 1",
                    "DISCARD ALL",
                    "CREATE TABLE u (a int)");

            assertThat(scratch.ask("SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('t', 'u')"
                            + " UNION SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 's'"
                            + " UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = 'f'"))
                    .containsExactly(scratch.name());
        }
    }

    @Test
    void aRotationKeepsTheLoginOfBeforeUntilItEndsAndChangesNoOwner() throws Exception {
        try (var scratch = Scratch.on(server)) {
            scratch.run("CREATE TABLE t (a int)");
            var logins = Logins.of(scratch.target()).names();
            var current = new Credentials(logins.get(0), Scratch.PASSWORD);
            var next = new Credentials(logins.get(1), OTHER);
            server.run(
                    "postgres",
                    "ALTER ROLE \"" + current.username() + "\" SET search_path = 's', public",
                    "ALTER ROLE \"" + current.username() + "\" IN DATABASE " + scratch.name()
                            + " SET statement_timeout = '7s'",
                    "ALTER ROLE \"" + current.username() + "\" CONNECTION LIMIT 7");

            scratch.driver().beginRotation(new Rotation(scratch.target(), current, next));

            try (var before = server.connect(scratch.name(), current);
                    var after = server.connect(scratch.name(), next)) {
                TestServer.run(after, "INSERT INTO t VALUES (1)", "CREATE TABLE made_after (a int)");
                TestServer.run(before, "INSERT INTO made_after VALUES (1)");
                assertThat(TestServer.ask(
                                after,
                                "SELECT current_setting('search_path') || ' ' || current_setting('statement_timeout')"))
                        .containsExactly("s, public 7s");
                scratch.driver().endRotation(scratch.target(), next);
                TestServer.run(before, "ALTER TABLE made_after ADD b int");
            }
            assertThatThrownBy(() -> server.connect(scratch.name(), current)).isInstanceOf(SQLException.class);
            try (var after = server.connect(scratch.name(), next)) {
                assertThat(
                                TestServer.ask(
                                        after,
                                        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('t', 'made_after')"))
                        .containsExactly(scratch.name());
            }
            assertThat(server.ask(
                            "postgres", "SELECT rolconnlimit::text FROM pg_roles WHERE rolname = ?", next.username()))
                    .containsExactly("7");
        }
    }

    @Test
    void aDatabaseOfAnEarlierVersionGoesOnWithItsOneLoginUntilItIsRotated() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var old = new Credentials(scratch.name(), Scratch.PASSWORD);
            asEarlierVersionsMadeIt(scratch);
            server.run("postgres", "CREATE ROLE reader_" + scratch.name() + " LOGIN PASSWORD 'x'");
            try (var application = server.connect(scratch.name(), old)) {
                TestServer.run(application, "CREATE SCHEMA " + scratch.name(), "CREATE TABLE kept (a int)");
                server.run("postgres", "GRANT CONNECT ON DATABASE " + scratch.name() + " TO reader_" + scratch.name());

                scratch.driver().create(new CreateRequest(scratch.target(), "", false).by(old, false));

                server.connect(scratch.name(), old).close();
                TestServer.run(application, "INSERT INTO kept VALUES (1)", "CREATE TABLE made_meanwhile (a int)");
                var next = new Credentials(first(scratch), OTHER);
                scratch.driver().beginRotation(new Rotation(scratch.target(), old, next));
                server.connect(scratch.name(), old).close();
                scratch.driver().endRotation(scratch.target(), next);

                assertThatThrownBy(() -> server.connect(scratch.name(), old)).isInstanceOf(SQLException.class);
                TestServer.run(application, "INSERT INTO made_meanwhile VALUES (1)");
                try (var rotated = server.connect(scratch.name(), next)) {
                    // By "$user", current_user and OWNER TO it is the same role as before.
                    TestServer.run(
                            rotated,
                            "INSERT INTO kept VALUES (2)",
                            "ALTER TABLE kept OWNER TO " + scratch.name(),
                            "DROP TABLE made_meanwhile");
                    assertThat(TestServer.ask(rotated, "SELECT current_schema() || ' ' || current_user"))
                            .containsExactly(scratch.name() + " " + scratch.name());
                }
                assertThat(canLogIn(scratch.name())).containsExactly("f");
                assertThat(server.ask(
                                scratch.name(),
                                "SELECT has_schema_privilege(?, 'public', 'USAGE')::text",
                                "reader_" + scratch.name()))
                        .containsExactly("true");
            }
        } finally {
            server.run(
                    "postgres",
                    "DO $$ DECLARE r text; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE"
                            + " 'reader\\_it\\_%' LOOP EXECUTE 'DROP ROLE ' || r; END LOOP; END $$");
        }
    }

    @Test
    void aDatabaseOfAnEarlierVersionIsDumpedReplacedAndDroppedAsItIs() throws Exception {
        try (var scratch = Scratch.on(server)) {
            asEarlierVersionsMadeIt(scratch);
            var old = new Credentials(scratch.name(), Scratch.PASSWORD);
            try (var application = server.connect(scratch.name(), old)) {
                TestServer.run(application, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
            }
            var dump = scratch.dump();
            var replacement = Scratch.toReplace(scratch);
            replacement.driver().restore(replacement.target(), new ByteArrayInputStream(dump));
            scratch.driver().replace(scratch.target(), replacement.target());

            try (var application = server.connect(scratch.name(), old)) {
                assertThat(TestServer.ask(application, "SELECT a::text FROM t")).containsExactly("1");
            }
            scratch.driver().drop(scratch.target());
            assertThat(canLogIn(scratch.name())).isEmpty();
        }
    }

    @Test
    void everyLoginActsAsTheOwnerAfterAReplacementToo() throws Exception {
        try (var scratch = Scratch.on(server)) {
            scratch.run("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
            var next = new Credentials(Logins.of(scratch.target()).names().get(1), OTHER);
            scratch.driver()
                    .beginRotation(
                            new Rotation(scratch.target(), new Credentials(first(scratch), Scratch.PASSWORD), next));
            var dump = scratch.dump();
            var replacement = Scratch.toReplace(scratch);
            replacement.driver().restore(replacement.target(), new ByteArrayInputStream(dump));
            // Sessions of both logins are ended by an admin who is no superuser.
            try (var one = server.connect(scratch.name(), new Credentials(first(scratch), Scratch.PASSWORD));
                    var two = server.connect(scratch.name(), next)) {
                scratch.driver().replace(scratch.target(), replacement.target());
                assertThat(one.isValid(5)).isFalse();
                assertThat(two.isValid(5)).isFalse();
            }

            try (var one = server.connect(scratch.name(), new Credentials(first(scratch), Scratch.PASSWORD));
                    var two = server.connect(scratch.name(), next)) {
                TestServer.run(two, "CREATE TABLE later (a int)");
                TestServer.run(one, "ALTER TABLE later ADD b int", "ALTER TABLE t ADD b int");
            }
            assertThat(server.ask(
                            "postgres",
                            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, ?)",
                            replacement.name()))
                    .isEmpty();
        }
    }

    @Test
    void nobodyElseHasRightsOnTheDatabaseAndItsSchemaPublic() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var rights = "SELECT count(*)::text FROM (SELECT aclexplode(datacl) a FROM pg_database WHERE datname = ?"
                    + " UNION ALL SELECT aclexplode(nspacl) FROM pg_namespace WHERE nspname = 'public') x"
                    + " WHERE (a).grantee = 0";
            assertThat(server.ask(scratch.name(), rights, scratch.name())).containsExactly("0");
            scratch.run("CREATE TABLE t (a int)");
            var dump = scratch.dump();
            var replacement = Scratch.toReplace(scratch);
            replacement.driver().restore(replacement.target(), new ByteArrayInputStream(dump));
            scratch.driver().replace(scratch.target(), replacement.target());
            assertThat(server.ask(scratch.name(), rights, scratch.name())).containsExactly("0");
            scratch.run("INSERT INTO t VALUES (1)");
        }
    }

    @Test
    void aLoginOfAnotherIsLeftAloneAndTheDropLeavesNone() throws Exception {
        try (var scratch = Scratch.planned(server)) {
            server.run("postgres", "CREATE ROLE \"" + first(scratch) + "\" LOGIN");
            try {
                assertThatThrownBy(() -> scratch.create(Map.of())).hasMessageContaining(first(scratch));
                assertThat(canLogIn(scratch.name())).isEmpty();
            } finally {
                server.run("postgres", "DROP ROLE \"" + first(scratch) + "\"");
            }
            scratch.create(Map.of());
            scratch.driver().drop(scratch.target());
            assertThat(server.ask(
                            "postgres", "SELECT rolname FROM pg_roles WHERE starts_with(rolname, ?)", scratch.name()))
                    .isEmpty();
        }
    }

    @Test
    void aLoginThatTheServerDoesNotTakeLeavesApplicationsAsTheyAre() throws Exception {
        try (var scratch = Scratch.on(server)) {
            var logins = Logins.of(scratch.target()).names();
            var current = new Credentials(logins.get(0), Scratch.PASSWORD);
            // As where pg_hba.conf does not name it: the settings of the server let it not in.
            server.run(
                    "postgres",
                    "CREATE ROLE \"" + logins.get(1) + "\" LOGIN CONNECTION LIMIT 5",
                    "COMMENT ON ROLE \"" + logins.get(1) + "\" IS '"
                            + scratch.target().owner().mark() + "'",
                    "ALTER ROLE \"" + logins.get(1) + "\" VALID UNTIL '2001-01-01'",
                    "GRANT \"" + logins.get(1) + "\" TO " + server.admin().username() + " WITH ADMIN OPTION");

            assertThatThrownBy(() -> scratch.driver()
                            .beginRotation(
                                    new Rotation(scratch.target(), current, new Credentials(logins.get(1), OTHER))))
                    .hasMessageContaining(logins.get(1))
                    .hasMessageContaining("pg_hba.conf");
            server.connect(scratch.name(), current).close();
            assertThat(canLogIn(logins.get(1))).containsExactly("f");
        }
    }

    /** One role that logs in and owns everything. */
    private void asEarlierVersionsMadeIt(Scratch scratch) throws SQLException {
        server.run(
                "postgres",
                "DROP ROLE \"" + first(scratch) + "\"",
                "ALTER ROLE " + scratch.name() + " LOGIN PASSWORD '" + Scratch.PASSWORD + "'");
        server.run(scratch.name(), "GRANT USAGE ON SCHEMA public TO PUBLIC");
    }

    private List<String> canLogIn(String role) throws SQLException {
        return server.ask("postgres", "SELECT rolcanlogin FROM pg_roles WHERE rolname = ?", role);
    }

    private static String first(Scratch scratch) {
        return Logins.of(scratch.target()).first();
    }
}
