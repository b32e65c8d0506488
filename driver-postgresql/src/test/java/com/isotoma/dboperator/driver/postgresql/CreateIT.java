package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
                var session = connector.locking()) {
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

    @Test
    void thePasswordIsKeptAsAScramVerifier() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            assertThat(scratch.server()
                            .ask(
                                    "postgres",
                                    "SELECT rolpassword FROM pg_authid WHERE rolname = ?",
                                    Logins.of(scratch.target()).first()))
                    .singleElement()
                    .asString()
                    .startsWith("SCRAM-SHA-256$4096:")
                    .doesNotContain(Scratch.PASSWORD);
        }
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
