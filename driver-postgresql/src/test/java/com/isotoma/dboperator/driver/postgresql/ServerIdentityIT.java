package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.testkit.Targets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a server says of who it is, and to whom. */
class ServerIdentityIT {
    private final PostgresqlDriver driver = new PostgresqlDriver(TestServer.tools());
    private final String name =
            "who_" + UUID.randomUUID().toString().replace("-", "").substring(0, 10);

    @Test
    void itIsTheNumberOfTheClusterForEveryRoleAndDiffersBetweenServers() throws Exception {
        var expected = TestServer.superuser18()
                .ask("postgres", "SELECT system_identifier::text FROM pg_control_system()")
                .getFirst();

        assertThat(identity(TestServer.superuser18().target(owner(), name))).isEqualTo(expected);
        assertThat(identity(TestServer.restricted18().target(owner(), name))).isEqualTo(expected);
        assertThat(identity(TestServer.restricted15().target(owner(), name)))
                .isNotBlank()
                .isNotEqualTo(expected);
    }

    /** Where the right was taken from all roles, the marks alone say whose a database is. */
    @Test
    void anAdminWhoMayNotAskFindsEverythingElse() throws Exception {
        var server = TestServer.restricted18();
        server.run("postgres", "CREATE DATABASE " + name);
        try {
            server.run(name, "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
            var target = server.target(owner(), name + "_app");
            var hidden = Targets.connecting(target, Map.of("maintenanceDatabase", name));

            assertThat(driver.probe(hidden).identity()).isNull();
            assertThat(driver.probe(hidden).version()).startsWith("PostgreSQL");
            assertThat(driver.presence(hidden)).isEqualTo(Presence.NOTHING);
        } finally {
            server.run("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private String identity(DatabaseTarget target) throws Exception {
        return String.valueOf(driver.probe(target).identity());
    }

    private static Owner owner() {
        return new Owner("cluster", "shop", "who");
    }
}
