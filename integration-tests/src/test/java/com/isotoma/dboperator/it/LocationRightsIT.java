package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.testsupport.Bucket;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What pods in the operator's namespace may do, tried with the tokens that they had there. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class LocationRightsIT {
    private static final Server SERVER = Servers.demoHttp();
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String HERE = Cluster.OPERATOR_NAMESPACE;
    private static final String STATUS = "db-operator-driver-locations";
    private static final String BACKUPS = "db-operator-driver-backups";

    @Test
    void aRunHasTheRightsOfItsDatabaseAndATrialThoseOfItsLocation() throws Exception {
        try (var namespace = TestNamespace.create();
                var locations = new Locations();
                var bucket = new Bucket()) {
            var ours = locations.usable("ours", namespace.name);
            var others = locations.usable("others", "'*'");
            namespace.apply(database(namespace, "orders", ours));
            // Nothing runs for it: there is no such Driver.
            namespace.apply(database(namespace, "billing", others).set("driver", "none"));
            namespace.awaitReady("orders");
            namespace.backupOf("orders", "nightly");
            var central = "db-operator-driver--" + namespace.name + ".orders";
            // While it is there: it goes some seconds after its end.
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(jobs(namespace, "db.isotoma.com/backup", "nightly"))
                            .extracting(LocationRightsIT::account)
                            .containsExactly(central));
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            try (var run = Cluster.as(HERE, central)) {
                itHasItsOwnDatabase(run, namespace, ours);
                itHasNoOther(run, namespace, ours, others);
            }
            // As which the pods of a BackupSchedule run, too.
            try (var home = Cluster.as(namespace.name, "db-operator-driver-orders")) {
                itAsksForBackupsInItsOwnLocationsOnly(home, namespace, ours, others);
                Denied.byRbac(() -> secret(home, HERE, key(ours)).get());
            }
            try (var trial = Cluster.as(HERE, "db-operator-driver---" + ours)) {
                itWritesHowItsLocationStandsAndNothingElse(trial, namespace, ours, others);
            }

            // In it no Role can be made any more: those that are there go on working until this has ended.
            namespace.client.namespaces().withName(namespace.name).delete();
            namespace.awaitGone("orders");
            assertThat(bucket.keys(locations.prefix("ours") + "/" + namespace.name + "/orders/"))
                    .anyMatch(key -> key.contains("-orders-final-"));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace
                                    .client
                                    .serviceAccounts()
                                    .inNamespace(HERE)
                                    .withLabel("db.isotoma.com/namespace", namespace.name)
                                    .list()
                                    .getItems())
                            .isEmpty());
        }
    }

    private static DatabaseYaml database(TestNamespace namespace, String name, String location) {
        namespace.secret(name + "-admin", Map.of("password", SERVER.adminPassword()));
        return DatabaseYaml.of(SERVER, name)
                .without("backupTo")
                .set("backupTo.location", location)
                .secret("credentials.password", name + "-admin", "password");
    }

    private static void itHasItsOwnDatabase(KubernetesClient run, TestNamespace namespace, String location) {
        var in = namespace.name;
        for (var own : List.of("orders", "orders-admin")) {
            assertThat(secret(run, in, own).get().getData()).as(own).isNotEmpty();
        }
        assertThat(secret(run, HERE, key(location)).get().getData()).isNotEmpty();
        run.resources(Database.class)
                .inNamespace(in)
                .withName("orders")
                .patch(MERGE, "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}");
    }

    private static void itHasNoOther(KubernetesClient run, TestNamespace namespace, String ours, String others) {
        var in = namespace.name;
        Denied.byRbac(() -> secret(run, in, "billing-admin").get());
        Denied.byRbac(() -> secret(run, HERE, key(others)).get());
        Denied.byRbac(() -> secret(run, HERE, key(ours)).patch(MERGE, "{}"));
        Denied.byRbac(() -> run.secrets().inNamespace(HERE).list());
        Denied.byRbac(() -> run.resources(Database.class)
                .inNamespace(in)
                .withName("billing")
                .subresource("status")
                .patch(MERGE, "{\"status\":{\"message\":\"x\"}}"));
        for (var location : List.of(ours, others)) {
            Denied.by(STATUS, () -> stands(run, location));
        }
        Denied.by(BACKUPS, () -> create(run, in, Yaml.backup("forged", "billing")));
        itAsksForBackupsInItsOwnLocationsOnly(run, namespace, ours, others);
    }

    private static void itAsksForBackupsInItsOwnLocationsOnly(
            KubernetesClient client, TestNamespace namespace, String ours, String others) {
        var backup = Yaml.backup("another", "orders") + "  backupTo: [{location: %s}]\n";
        create(client, namespace.name, backup.formatted(ours));
        Denied.by(BACKUPS, () -> create(client, namespace.name, backup.formatted(others)));
    }

    private static void itWritesHowItsLocationStandsAndNothingElse(
            KubernetesClient trial, TestNamespace namespace, String ours, String others) {
        stands(trial, ours);
        Denied.by(STATUS, () -> stands(trial, others));
        assertThat(secret(trial, HERE, key(ours)).get().getData()).isNotEmpty();
        Denied.byRbac(() -> secret(trial, HERE, key(others)).get());
        Denied.byRbac(() -> secret(trial, namespace.name, "orders-admin").get());
        Denied.byRbac(() -> trial.resources(Database.class)
                .inNamespace(namespace.name)
                .withName("orders")
                .get());
    }

    private static void stands(KubernetesClient client, String location) {
        client.resources(StorageLocation.class)
                .withName(location)
                .subresource("status")
                .patch(MERGE, "{\"status\":{\"message\":\"x\"}}");
    }

    /** The Secret that a location's access key is in. */
    private static String key(String location) {
        var spec = Cluster.admin()
                .resources(StorageLocation.class)
                .withName(location)
                .get()
                .getSpec();
        return SecretReferences.of(spec).first();
    }

    private static Resource<Secret> secret(KubernetesClient client, String namespace, String name) {
        return client.secrets().inNamespace(namespace).withName(name);
    }

    /** Without doing it: whether it would be allowed. */
    private static void create(KubernetesClient client, String namespace, String yaml) {
        client.resource(yaml).inNamespace(namespace).dryRun().create();
    }

    private static List<Job> jobs(TestNamespace namespace, String label, String value) {
        return namespace
                .client
                .batch()
                .v1()
                .jobs()
                .inNamespace(HERE)
                .withLabel("db.isotoma.com/namespace", namespace.name)
                .withLabel(label, value)
                .list()
                .getItems();
    }

    private static String account(Job job) {
        return job.getSpec().getTemplate().getSpec().getServiceAccountName();
    }
}
