package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CreateIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
    }

    static List<TestServer> restrictedServers() {
        return List.of(TestServer.restricted18(), TestServer.restricted15());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void optionsAreSetAndThoseThatCanChangeDo(TestServer server) throws Exception {
        var first = Map.<String, Object>of(
                "encoding", "LATIN1", "locale", "C", "connectionLimit", 7, "extensions", List.of("hstore"));
        try (var scratch = Scratch.on(server, first)) {
            assertThat(property(scratch, "pg_encoding_to_char(encoding)")).isEqualTo("LATIN1");
            assertThat(property(scratch, "datcollate")).isEqualTo("C");
            assertThat(property(scratch, "datconnlimit")).isEqualTo("7");
            assertThat(scratch.ask("SELECT 'a=>1'::hstore -> 'a'")).containsExactly("1");

            // Left out is as good as the same; the limit goes back to none.
            scratch.create(Map.of("encoding", "latin-1", "extensions", List.of("hstore", "cube")));

            assertThat(property(scratch, "datconnlimit")).isEqualTo("-1");
            assertThat(scratch.ask("SELECT extname FROM pg_extension WHERE extname IN ('cube', 'hstore')"))
                    .hasSize(2);
        }
    }

    @Test
    void whatCannotBeChangedIsRefused() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            for (var key : List.of("encoding", "locale")) {
                assertThatThrownBy(() -> scratch.create(Map.of(key, "SQL_ASCII")))
                        .isInstanceOfSatisfying(DriverException.class, e -> {
                            assertThat(e.kind()).isEqualTo(Kind.USER);
                            assertThat(e)
                                    .hasMessageContaining("spec.options." + key)
                                    .hasMessageContaining("cannot be");
                        });
            }
        }
    }

    @Test
    void anEncodingOrLocaleThatTheServerDoesNotKnowIsTheUsersMistake() throws Exception {
        for (var options : List.<Map<String, Object>>of(Map.of("encoding", "KLINGON"), Map.of("locale", "kl_KL"))) {
            try (var scratch = Scratch.planned(TestServer.restricted18())) {
                assertThatThrownBy(() -> scratch.create(options))
                        .isInstanceOfSatisfying(
                                DriverException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USER));
            }
        }
    }

    @Test
    void extensionsThatCannotBeInstalledAreNamedWithTheRemedy() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            assertThatThrownBy(() -> scratch.create(Map.of("extensions", List.of("no such\" thing"))))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.USER);
                        assertThat(e).hasMessageContaining("no such\" thing").hasMessageContaining("remove it");
                    });
            assertThatThrownBy(() -> scratch.create(Map.of("extensions", List.of("dblink"))))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                        assertThat(e).hasMessageContaining("CREATE EXTENSION \"dblink\"");
                    });
        }
    }

    @Test
    void theApplicationCannotShadowWhatTheAdminRuns() throws Exception {
        try (var scratch = Scratch.on(TestServer.superuser18())) {
            scratch.run(
                    "CREATE SCHEMA evil",
                    "CREATE FUNCTION evil.pg_available_extensions(OUT name name, OUT default_version text,"
                            + " OUT comment text) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN"
                            + " EXECUTE 'ALTER ROLE " + scratch.name() + " SUPERUSER'; END $$",
                    "ALTER DATABASE " + scratch.name() + " SET search_path = evil, pg_catalog",
                    "ALTER DATABASE " + scratch.name() + " SET default_transaction_read_only = on");

            scratch.create(Map.of("extensions", List.of("hstore")));

            assertThat(scratch.server()
                            .ask("postgres", "SELECT rolsuper FROM pg_roles WHERE rolname = ?", scratch.name()))
                    .containsExactly("f");
        }
    }

    @ParameterizedTest
    @MethodSource("restrictedServers")
    void aMembershipThatAKilledRunLeftGoesWithTheNextRun(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server)) {
            try (var connector = Connector.to(scratch.target());
                    var session = connector.maintenance()) {
                assertThat(Membership.in(scratch.name(), connector, session)).isNotNull();
            }
            assertThat(isMember(scratch)).isEqualTo("t");

            scratch.create(Map.of());

            assertThat(isMember(scratch)).isEqualTo("f");
        }
    }

    @ParameterizedTest
    @MethodSource("restrictedServers")
    void aMembershipLastsAsLongAsSomeRunNeedsIt(TestServer server) throws Exception {
        try (var scratch = Scratch.on(server);
                var connector = Connector.to(scratch.target());
                var session = connector.maintenance()) {
            var dump = Membership.in(scratch.name(), connector, session);

            scratch.create(Map.of());
            assertThat(isMember(scratch)).isEqualTo("t");

            dump.close();
            assertThat(isMember(scratch)).isEqualTo("f");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void whatACutOffRunMadeIsFinished(TestServer server) throws Exception {
        try (var scratch = Scratch.planned(server)) {
            try (var connector = Connector.to(scratch.target());
                    var session = connector.maintenance()) {
                new Roles(session).create(scratch.name(), scratch.target().owner(), "AnotherPassword");
            }
            server.run("postgres", "CREATE DATABASE " + scratch.name() + " OWNER " + scratch.name());

            scratch.create(Map.of());

            assertThat(scratch.ask("SELECT current_user")).containsExactly(scratch.name());
            assertThat(property(scratch, "has_database_privilege('pg_monitor', oid, 'CONNECT')"))
                    .isEqualTo("f");
            assertThat(property(scratch, "has_database_privilege('pg_monitor', oid, 'TEMP')"))
                    .isEqualTo("f");
        }
    }

    @Test
    void aDatabaseWhoseDropTheServerDidNotFinishIsMadeAnew() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            scratch.server()
                    .run(
                            "postgres",
                            "UPDATE pg_database SET datconnlimit = -2 WHERE datname = '" + scratch.name() + "'");

            scratch.create(Map.of());

            assertThat(scratch.ask("SELECT 1::text")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anAdoptedDatabaseIsTheApplicationsWithAllThatIsInIt(TestServer server) throws Exception {
        try (var scratch = Scratch.planned(server)) {
            try (var connection = server.asAdmin()) {
                TestServer.run(connection, "CREATE DATABASE " + scratch.name());
            }
            if (!server.admin().equals(server.superuser())) {
                server.run(
                        scratch.name(),
                        "GRANT CREATE ON SCHEMA public TO " + server.admin().username());
            }
            try (var connection = server.connect(scratch.name(), server.admin())) {
                TestServer.run(
                        connection,
                        "CREATE SCHEMA old",
                        "CREATE TYPE old.mood AS ENUM ('good')",
                        "CREATE TABLE old.notes (id serial, body text)",
                        "INSERT INTO old.notes (body) VALUES ('kept')",
                        "CREATE VIEW seen AS SELECT * FROM old.notes",
                        "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                        "SELECT lo_from_bytea(4712, 'x')");
            }

            scratch.adopt();

            assertThat(scratch.ask("SELECT body FROM old.notes")).containsExactly("kept");
            scratch.run(
                    "INSERT INTO old.notes (body) VALUES ('new')",
                    "ALTER TYPE old.mood ADD VALUE 'bad'",
                    "DROP FUNCTION one()",
                    "DROP VIEW seen",
                    "SELECT lo_unlink(4712)",
                    "DROP SCHEMA old CASCADE");
            scratch.create(Map.of());
        }
    }

    @Test
    void aRoleWithPowerOverTheServerIsNeverGivenAway() throws Exception {
        var server = TestServer.superuser18();
        try (var scratch = Scratch.planned(server)) {
            server.run("postgres", "CREATE ROLE " + scratch.name() + " CREATEROLE");
            try {
                assertThatThrownBy(scratch::adopt)
                        .isInstanceOfSatisfying(
                                DriverException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reasons.NAME_CONFLICT));
            } finally {
                server.run("postgres", "DROP ROLE " + scratch.name());
            }
        }
    }

    @Test
    void aRefusedNameLeavesNothingBehind() throws Exception {
        var server = TestServer.restricted18();
        try (var scratch = Scratch.planned(server)) {
            server.run("postgres", "CREATE DATABASE " + scratch.name());
            try {
                assertThatThrownBy(() -> scratch.create(Map.of())).isInstanceOf(DriverException.class);

                assertThat(server.ask("postgres", "SELECT 1 FROM pg_roles WHERE rolname = ?", scratch.name()))
                        .isEmpty();
            } finally {
                server.run("postgres", "DROP DATABASE " + scratch.name());
            }
        }
    }

    @Test
    void thePasswordIsKeptAsAScramVerifier() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            assertThat(scratch.server()
                            .ask("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = ?", scratch.name()))
                    .singleElement()
                    .asString()
                    .startsWith("SCRAM-SHA-256$4096:")
                    .doesNotContain(Scratch.PASSWORD);
        }
    }

    @Test
    void anUnknownHostIsWaitedForAndNamed() throws Exception {
        var scratch = Scratch.planned(TestServer.restricted18());
        var nowhere = connecting(scratch.target(), Map.of("host", "no-such-host.invalid"));

        assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(nowhere, Scratch.PASSWORD, false)))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(e).hasMessageContaining("no-such-host.invalid");
                });
    }

    @Test
    void anAdminWithoutCreatedbIsToldWhatItLacks() throws Exception {
        var server = TestServer.superuser18();
        try (var weak = Scratch.on(server);
                var scratch = Scratch.planned(server)) {
            server.run("postgres", "GRANT CONNECT ON DATABASE postgres TO " + weak.name());
            var target = new DatabaseTarget(
                    scratch.target().owner(),
                    scratch.name(),
                    scratch.name(),
                    scratch.target().connect(),
                    scratch.target().options(),
                    new Credentials(weak.name(), Scratch.PASSWORD));
            try {
                assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(target, "x", false)))
                        .isInstanceOfSatisfying(DriverException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reasons.PERMISSION_DENIED);
                            assertThat(e).hasMessageContaining("CREATEROLE").hasMessageContaining(weak.name());
                        });
            } finally {
                server.run("postgres", "REVOKE CONNECT ON DATABASE postgres FROM " + weak.name());
            }
        }
    }

    @Test
    void tlsIsVerifiedWhereAskedFor() throws Exception {
        var ca = Files.readString(Path.of(LocalServers.of("POSTGRESQL", "CA")));
        var wrongCa = resource("/another-ca.pem");
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            var verified = connecting(scratch.target(), Map.of("sslMode", "verify-full", "caCertificate", ca));
            scratch.driver().create(new CreateRequest(verified, Scratch.PASSWORD, false));
            scratch.driver().backup(verified, new ByteArrayOutputStream());

            var mistrusted = connecting(scratch.target(), Map.of("sslMode", "verify-ca", "caCertificate", wrongCa));
            assertThatThrownBy(() -> scratch.driver().create(new CreateRequest(mistrusted, Scratch.PASSWORD, false)))
                    .isInstanceOfSatisfying(DriverException.class, e -> {
                        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.USER);
                        assertThat(e).hasMessageContaining("caCertificate");
                    });
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = CreateIT.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static DatabaseTarget connecting(DatabaseTarget target, Map<String, Object> more) {
        var connect = new HashMap<>(target.connect().values());
        connect.putAll(more);
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                new Settings("spec.connect", connect),
                target.options(),
                target.admin());
    }

    private static String isMember(Scratch scratch) throws SQLException {
        var admin = scratch.server().admin().username();
        return scratch.server()
                .ask("postgres", "SELECT pg_has_role(?, ?, 'USAGE')", admin, scratch.name())
                .get(0);
    }

    private static String property(Scratch scratch, String column) throws SQLException {
        return scratch.server()
                .ask("postgres", "SELECT " + column + " FROM pg_database WHERE datname = ?", scratch.name())
                .get(0);
    }
}
