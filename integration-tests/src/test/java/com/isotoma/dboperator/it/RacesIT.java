package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Things that happen at the same time. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class RacesIT {
    @Test
    void ofTwoBackupsAtOnceOneWaits() throws Exception {
        var server = Servers.MYSQL;
        try (var namespace = TestNamespace.create(server);
                var jobs = new JobLog(namespace)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            // Before the Database is there: they wait for it, too.
            namespace.backupOf("orders", "one");
            namespace.backupOf("orders", "two");
            var one = namespace.awaitBackup("one", BackupPhase.COMPLETED).getStatus();
            var two = namespace.awaitBackup("two", BackupPhase.COMPLETED).getStatus();
            namespace.awaitPhase("orders", DatabasePhase.CREATED);

            assertThat(one.destination()).isNotEqualTo(two.destination());
            assertThat(one.attempts()).isEqualTo(1);
            assertThat(two.attempts()).isEqualTo(1);
            assertThat(jobs.created()).hasSize(3);
            assertThat(jobs.mostAtOnce()).isEqualTo(1);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void twoOperatorsAtOnceStartEachJobOnce() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var jobs = new JobLog(namespace);
                var second =
                        OperatorProgram.start("second", "--leader-election=false", "--namespaces=" + namespace.name)) {
            var names = IntStream.range(0, 4).mapToObj(i -> "db-" + i).toList();
            names.forEach(name -> namespace.apply(DatabaseYaml.of(server, name).set("deletionPolicy", "Delete")));
            names.forEach(namespace::awaitReady);
            assertThat(jobs.created()).hasSizeBetween(1, names.size()).doesNotHaveDuplicates();

            names.forEach(namespace::deleteDatabase);
            names.forEach(namespace::awaitGone);
            assertThat(jobs.created()).hasSizeBetween(2, 2 * names.size()).doesNotHaveDuplicates();
            assertThat(second.log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void aBackupGoesOnWhenItsJobIsDeleted() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var gate = new Gate(server);
                var bucket = new Bucket()) {
            var held = held(namespace, server, gate);
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            var job = namespace.client.batch().v1().jobs().inNamespace(namespace.name).list().getItems().stream()
                    .filter(j -> j.getMetadata().getLabels().containsKey("db.isotoma.com/backup"))
                    .findFirst()
                    .orElseThrow();
            namespace
                    .client
                    .resource(job)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
            gate.open();

            var backup = namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            assertThat(backup.getStatus().attempts()).isEqualTo(2);
            namespace.awaitPhase("orders", DatabasePhase.CREATED);
            requireOnly(bucket, namespace, 1);
            deleted(namespace, held);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nothingIsLeftWhenADatabaseIsDeletedWhileItIsBeingMade(int moment) throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            TestNamespace.await().until(() -> switch (moment) {
                case 0 -> true;
                case 1 -> namespace.status("orders").phase() != null;
                default -> namespace.secret("orders") != null;
            });
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            // A run that is still on its way must notice.
            TestNamespace.await().untilAsserted(() -> {
                assertThat(namespace
                                .client
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems())
                        .isEmpty();
                assertThat(namespace
                                .client
                                .pods()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems())
                        .isEmpty();
            });
            var database = namespace.name.replace('-', '_') + "__orders";
            assertThat(server.hasDatabase(database)).isFalse();
            assertThat(server.hasUser(database)).isFalse();
            assertThat(namespace.secret("orders")).isNull();
            assertThat(Objects.requireNonNull(namespace.secret(DatabaseYaml.ADMIN))
                            .getMetadata()
                            .getFinalizers())
                    .isEmpty();
        }
    }

    @Test
    void deletionWaitsForTheBackupThatIsBeingMade() throws Exception {
        var server = Servers.MARIADB;
        try (var namespace = TestNamespace.create(server);
                var gate = new Gate(server);
                var bucket = new Bucket()) {
            var database = held(namespace, server, gate);
            namespace.apply(yaml(server, gate).without("deletionPolicy"));
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            namespace.deleteDatabase("orders");
            TestNamespace.await()
                    .until(() -> Objects.requireNonNull(namespace.database("orders"))
                                    .getMetadata()
                                    .getDeletionTimestamp()
                            != null);
            assertThat(server.hasDatabase(database)).isTrue();
            gate.open();

            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            namespace.awaitGone("orders");
            assertThat(server.hasDatabase(database)).isFalse();
            requireOnly(bucket, namespace, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "demo-http"})
    void aBackupThatIsDeletedWhileItIsBeingMadeIsAborted(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server);
                var gate = new Gate(server);
                var bucket = new Bucket()) {
            var database = held(namespace, server, gate);
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            assertThat(bucket.openUploads(namespace.name + "/")).isEqualTo(1);
            namespace.deleteBackup("nightly");

            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.backup("nightly")).isNull());
            namespace.awaitPhase("orders", DatabasePhase.CREATED);
            assertThat(namespace.status("orders").activeBackup()).isNull();
            requireOnly(bucket, namespace, 0);
            gate.open();
            // The next one is not hindered by it.
            namespace.backupOf("orders", "next");
            namespace.awaitBackup("next", BackupPhase.COMPLETED);
            requireOnly(bucket, namespace, 1);
            deleted(namespace, database);
        }
    }

    @Test
    void foregroundDeletionDropsTheDatabase() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.awaitReady("orders");
            var database = namespace.secretValue("orders", "database");
            var end = namespace.kubectl("delete", "database/orders", "--cascade=foreground", "--timeout=90s");
            assertThat(end.status()).as(end.output()).isZero();
            assertThat(server.hasDatabase(database)).isFalse();
            requireOnly(bucket, namespace, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void namespaceDeletionBacksUpDropsAndEnds(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.apply(DatabaseYaml.of(server, "stock").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            namespace.awaitReady("stock");
            var orders = namespace.secretValue("orders", "database");
            var stock = namespace.secretValue("stock", "database");
            var end = namespace.kubectl("delete", "namespace", namespace.name, "--timeout=120s");
            assertThat(end.status()).as(end.output()).isZero();

            assertThat(server.hasDatabase(orders)).isFalse();
            assertThat(server.hasUser(orders)).isFalse();
            assertThat(server.hasDatabase(stock)).isFalse();
            requireOnly(bucket, namespace, 1);
        }
    }

    /** A Database behind the gate, with enough in it for a dump to be stopped midway. Returns its name on the server. */
    private static String held(TestNamespace namespace, Server server, Gate gate) throws Exception {
        namespace.apply(yaml(server, gate));
        namespace.awaitReady("orders");
        var secret = namespace.secretValues("orders");
        server.fill(secret);
        gate.hold();
        return SqlServer.value(secret, "database");
    }

    private static DatabaseYaml yaml(Server server, Gate gate) {
        return DatabaseYaml.of(server, "orders")
                .set("connect.port", gate.port())
                .set("deletionPolicy", "Delete");
    }

    private static void deleted(TestNamespace namespace, String database) {
        assertThat(database).isNotEmpty();
        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");
    }

    private static void requireOnly(Bucket bucket, TestNamespace namespace, int objects) {
        assertThat(bucket.backups(namespace.name + "/")).hasSize(objects);
        assertThat(bucket.openUploads(namespace.name + "/")).isZero();
    }
}
