package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One operator on a real cluster, with drivers that are shell scripts. */
class OperatorIT {
    private static Cluster cluster;
    private static RunningOperator operator;
    private String namespace;

    @BeforeAll
    static void startOperator() throws IOException {
        cluster = Cluster.connect();
        operator = Operators.start(cluster, "--leader-election=false");
    }

    @AfterAll
    static void stopOperator() {
        operator.close();
        cluster.close();
    }

    @BeforeEach
    void freshNamespace() {
        namespace = cluster.namespace();
    }

    @Test
    void carriesADatabaseFromApplyToCreatedAndThroughBackupsToItsEnd() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        cluster.awaitEvent(namespace, "JobCreated", "create Job shop-create-");

        cluster.backup(namespace, "first", "shop");
        cluster.backup(namespace, "second", "shop");
        awaitBackup("first", BackupPhase.COMPLETED);
        awaitBackup("second", BackupPhase.COMPLETED);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);

        var database = cluster.database(namespace, "shop");
        cluster.admin.resource(database).delete();
        cluster.awaitGone(database);
    }

    @Test
    void runsCreateAgainForANewSpecAndForARefresh() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);

        patch("shop", "{\"spec\":{\"connect\":{\"host\":\"elsewhere\"}}}");
        Cluster.await().untilAsserted(() -> {
            var database = cluster.database(namespace, "shop");
            assertThat(database.getStatus().observedGeneration())
                    .isEqualTo(database.getMetadata().getGeneration())
                    .isEqualTo(2);
        });

        patch("shop", "{\"metadata\":{\"annotations\":{\"" + ApiGroup.REFRESH_ANNOTATION + "\":\"again\"}}}");
        Cluster.await()
                .untilAsserted(() -> assertThat(
                                cluster.database(namespace, "shop").getStatus().refreshed())
                        .isEqualTo("again"));
    }

    @Test
    void makesABackupForSomebodyWhoSetsThePhaseByHand() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        patchStatus("shop", "{\"status\":{\"phase\":\"BackupRequested\"}}");
        awaitBackup("shop-by-hand", BackupPhase.COMPLETED);
    }

    @Test
    void createsAJobAnewThatWasDeletedByHand() {
        cluster.database(namespace, "shop", TestDrivers.SLEEPS);
        var job = cluster.awaitJob(namespace);
        cluster.admin
                .resource(job)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        Cluster.await().untilAsserted(() -> {
            var again = cluster.awaitJob(namespace);
            assertThat(again.getMetadata().getName())
                    .isEqualTo(job.getMetadata().getName());
            assertThat(again.getMetadata().getUid())
                    .isNotEqualTo(job.getMetadata().getUid());
        });
    }

    @Test
    void saysThatAJobFailedAndRepeatsItWhenItIsGone() {
        cluster.database(namespace, "shop", TestDrivers.REFUSES);
        var job = cluster.awaitJob(namespace);
        cluster.awaitEvent(namespace, "JobFailed", job.getMetadata().getName(), "exit code 2");
        Cluster.await()
                .untilAsserted(() -> assertThat(
                                cluster.awaitJob(namespace).getMetadata().getUid())
                        .isNotEqualTo(job.getMetadata().getUid()));
    }

    @Test
    void namesTheDriverThatIsMissingAndStartsWhenItComes() {
        var driver = TestDrivers.driver("it-late-" + namespace, "sleep 600");
        cluster.database(namespace, "shop", driver.getMetadata().getName());
        cluster.awaitEvent(namespace, "DriverNotFound", driver.getMetadata().getName(), TestDrivers.WORKS);
        assertThat(cluster.jobs(namespace)).isEmpty();
        try {
            cluster.driver(driver);
            cluster.awaitJob(namespace);
        } finally {
            cluster.admin.resource(driver).delete();
        }
    }

    @Test
    void passesOnWhyTheApiServerRefusesAJob() {
        cluster.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: none, namespace: %s}
                spec: {hard: {count/jobs.batch: "0"}}
                """.formatted(namespace));
        Cluster.await()
                .untilAsserted(() -> assertThat(cluster.admin
                                .resourceQuotas()
                                .inNamespace(namespace)
                                .withName("none")
                                .get()
                                .getStatus()
                                .getHard())
                        .isNotEmpty());
        cluster.database(namespace, "shop", TestDrivers.SLEEPS);
        cluster.awaitEvent(namespace, "JobRefused", "exceeded quota");
        cluster.admin.resourceQuotas().inNamespace(namespace).delete();
        cluster.awaitJob(namespace);
    }

    @Test
    void explainsWhyAPodDoesNotStart() {
        cluster.database(namespace, "shop", TestDrivers.NO_IMAGE);
        Cluster.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(cluster.events(namespace, "JobStuck"))
                        .anySatisfy(note -> assertThat(note).contains("Image")));
    }

    @Test
    void saysOnABackupThatItsDatabaseDoesNotExist() {
        cluster.backup(namespace, "orphan", "nothing");
        cluster.awaitEvent(namespace, "DatabaseNotFound", "nothing", "delete this Backup");
        cluster.database(namespace, "nothing", TestDrivers.WORKS);
        awaitBackup("orphan", BackupPhase.COMPLETED);
    }

    @Test
    void endsABackupWhoseDatabaseWentAway() {
        cluster.backup(namespace, "orphan", "gone");
        var backups =
                cluster.admin.resources(Backup.class).inNamespace(namespace).withName("orphan");
        backups.subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"phase\":\"BackingUp\",\"driver\":\"" + TestDrivers.WORKS + "\"}}");
        awaitBackup("orphan", BackupPhase.FAILED);
    }

    @Test
    void aDeletionInTheForegroundReachesItsEnd() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        var database = cluster.database(namespace, "shop");
        cluster.admin
                .resource(database)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        cluster.awaitGone(database);
    }

    @Test
    void aNamespaceThatIsDeletedIsCleanedUpFromTheOperatorsOwn() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        var database = cluster.database(namespace, "shop");
        cluster.admin.namespaces().withName(namespace).delete();
        cluster.awaitGone(database);
        assertThat(cluster.jobs(Cluster.OPERATOR_NAMESPACE))
                .anySatisfy(job -> assertThat(job.getMetadata().getLabels())
                        .containsEntry(ApiGroup.NAMESPACE_LABEL, namespace)
                        .containsEntry(ApiGroup.OPERATION_LABEL, "drop"));
        Cluster.await()
                .untilAsserted(() -> assertThat(
                                cluster.admin.namespaces().withName(namespace).get())
                        .isNull());
    }

    @Test
    void mayNotWriteADatabaseOrABackupOrARestore() {
        cluster.database(namespace, "shop", TestDrivers.SLEEPS);
        cluster.backup(namespace, "b", "shop");
        try (var client = cluster.asOperator()) {
            var patch = PatchContext.of(PatchType.JSON_MERGE);
            var database =
                    client.resources(Database.class).inNamespace(namespace).withName("shop");
            var backup = client.resources(Backup.class).inNamespace(namespace).withName("b");
            assertForbidden(() -> database.subresource("status").patch(patch, "{\"status\":{\"message\":\"x\"}}"));
            assertForbidden(() -> database.patch(patch, "{\"metadata\":{\"finalizers\":[]}}"));
            assertForbidden(database::delete);
            assertForbidden(() -> backup.subresource("status").patch(patch, "{\"status\":{\"message\":\"x\"}}"));
            assertForbidden(backup::delete);
            assertForbidden(() -> client.resources(Restore.class)
                    .inNamespace(namespace)
                    .withName("r")
                    .delete());
            assertForbidden(() -> client.secrets().inNamespace(namespace).list());
        }
    }

    @Test
    void answersProbesAndCountsByPhase() throws Exception {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        assertThat(get("/healthz")).isEqualTo("ok\n");
        assertThat(get("/readyz")).isEqualTo("ok\n");
        Cluster.await()
                .untilAsserted(() -> assertThat(get("/metrics"))
                        .contains("db_operator_databases{phase=\"Created\"}")
                        .contains("db_operator_jobs_started_total{operation=\"create\"}")
                        .contains("operator_sdk_")
                        .contains("jvm_memory_used_bytes"));
    }

    private String get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + operator.port() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static void assertForbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    private void awaitBackup(String name, BackupPhase phase) {
        Cluster.await().untilAsserted(() -> {
            var backup = cluster.admin
                    .resources(Backup.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            assertThat(backup).isNotNull();
            assertThat(backup.getStatus().phase()).isEqualTo(phase);
        });
    }

    private void patch(String database, String json) {
        cluster.admin
                .resources(Database.class)
                .inNamespace(namespace)
                .withName(database)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private void patchStatus(String database, String json) {
        cluster.admin
                .resources(Database.class)
                .inNamespace(namespace)
                .withName(database)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }
}
