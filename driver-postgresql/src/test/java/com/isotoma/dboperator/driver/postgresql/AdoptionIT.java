package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of names that are taken. */
class AdoptionIT {
    static List<TestServer> servers() {
        return List.of(TestServer.superuser18(), TestServer.restricted18(), TestServer.restricted15());
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
}
