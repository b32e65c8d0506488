package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.testsupport.Bucket;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Backups whose objects go with them, with the operator, its policies and the rights of real runs. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class BackupRemovalIT {
    private static void backUp(TestNamespace namespace, String name) {
        namespace.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Backup
                metadata: {name: %s}
                spec: {database: orders, deletionPolicy: Delete}
                """.formatted(name));
        namespace.awaitBackup(name, BackupPhase.COMPLETED);
        TestNamespace.await()
                .untilAsserted(() -> assertThat(Objects.requireNonNull(namespace.backup(name))
                                .getMetadata()
                                .getFinalizers())
                        .containsExactly("db.isotoma.com/stored"));
    }

    private static void awaitNoBackup(TestNamespace namespace) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(namespace
                                .client
                                .resources(Backup.class)
                                .inNamespace(namespace.name)
                                .list()
                                .getItems())
                        .isEmpty());
    }

    @Test
    void objectsGoWithTheBackupAndAnEventSaysSo() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.awaitReady("orders");
            backUp(namespace, "first");
            assertThat(bucket.keys(namespace.name + "/orders/")).hasSize(2);

            var end = namespace.kubectl("delete", "backup", "first", "--timeout=2m");

            assertThat(end.status()).as(end.output()).isZero();
            assertThat(bucket.keys(namespace.name + "/orders/")).isEmpty();
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("StoredRemoved"))
                            .singleElement()
                            .asString()
                            .contains(namespace.name + "/orders/"));
        }
    }

    @Test
    void theDeletionOfANamespaceEndsAndTakesObjectsWithIt() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            backUp(namespace, "first");
            namespace.client.namespaces().withName(namespace.name).delete();

            awaitNoBackup(namespace);

            namespace.awaitGone("orders");
            assertThat(bucket.keys(namespace.name + "/orders/")).isEmpty();
        }
    }

    @Test
    void theDeletionOfANamespaceEndsWithoutAStore() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            backUp(namespace, "first");
            namespace.apply(DatabaseYaml.of(server, "orders")
                    .set("deletionPolicy", "Delete")
                    .set("backupTo.s3.endpoint", "http://127.0.0.1:9"));
            namespace.client.namespaces().withName(namespace.name).delete();

            awaitNoBackup(namespace);

            namespace.awaitGone("orders");
        }
    }
}
