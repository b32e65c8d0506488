package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Databases that get their place for backups and their deletion policy from a DatabaseServer. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class DatabaseServerDefaultsIT {
    private static final Server SERVER = Servers.POSTGRESQL;

    @Test
    void whatADatabaseDoesNotSayTheServerSays() throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var locations = new Locations();
                var bucket = new Bucket()) {
            var location = locations.usable("defaults", namespace.name);
            var server = servers.of(SERVER, namespace.name, "backupTo: {location: " + location + "}");
            namespace.apply(DatabaseServers.database("orders", server));
            namespace.awaitReady("orders");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.status("orders").conditions())
                            .anyMatch(c -> c.getType().equals("BackupsPossible")
                                    && c.getStatus().equals("True")));
            var secret = namespace.secretValues("orders");
            SERVER.store(secret, "backed up");
            namespace.apply(Yaml.backup("nightly", "orders") + "  verify: true\n");
            assertThat(namespace
                            .awaitBackup("nightly", BackupPhase.COMPLETED)
                            .getStatus()
                            .destination())
                    .contains(locations.prefix("defaults") + "/" + namespace.name + "/orders/");

            SERVER.store(secret, "newer");
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);
            assertThat(SERVER.stored(secret)).containsExactly("backed up");

            namespace.apply(DatabaseServers.database("copy", server));
            namespace.awaitReady("copy");
            namespace.apply(Yaml.restore("into-copy", "copy", "backup: nightly", "Never"));
            namespace.awaitRestore("into-copy", RestorePhase.COMPLETED);
            assertThat(SERVER.stored(namespace.secretValues("copy"))).containsExactly("backed up");
            namespace.deleteDatabase("copy");
            namespace.awaitGone("copy");

            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            assertThat(bucket.keys(locations.prefix("defaults") + "/" + namespace.name + "/orders/"))
                    .anyMatch(key -> key.contains("-orders-final-"));
            assertThat(SERVER.hasDatabase(SqlServer.value(secret, "database"))).isFalse();
        }
    }
}
