package com.isotoma.dboperator.driver.backup;

import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.SecretGuard;
import com.isotoma.dboperator.driver.restore.RestoreCheckpoints;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import com.isotoma.dboperator.reasons.DriverEvents;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Finalizers and annotations that other tools take away, and Secrets that are deleted while Databases use them. */
@Execution(ExecutionMode.CONCURRENT)
class LostMetadataIT {
    private static final String ADMIN = "pg-admin";
    private static final String SHOP = "shop";

    private final TestRun run = new TestRun();
    private final StoringDriver driver = new StoringDriver();
    private final Clock clock = Clock.systemUTC();
    private final ClusterClient cluster = new ClusterClient(run.client, clock);
    private final SecretGuard guard = new SecretGuard(cluster, new EventRecorder(cluster, clock));

    LostMetadataIT() throws IOException {
        run.secret(ADMIN, Map.of("password", "of the admin"));
        apply(SHOP, ADMIN);
    }

    @AfterEach
    void close() {
        for (var secret : run.client.secrets().inNamespace(run.namespace).list().getItems()) {
            merge(secret, "{\"metadata\":{\"finalizers\":null}}");
        }
        run.close();
    }

    private void apply(String database, String secret) {
        run.client
                .resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata: {name: %s}
                        spec:
                          driver: memory
                          deletionPolicy: Delete
                          connect: {host: nowhere}
                          credentials:
                            username: {value: admin}
                            password: {valueFrom: {secretKeyRef: {name: %s, key: password}}}
                        """.formatted(database, secret))
                .inNamespace(run.namespace)
                .forceConflicts()
                .serverSideApply();
    }

    private void merge(io.fabric8.kubernetes.api.model.HasMetadata resource, String patch) {
        run.client.resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private Database resource() {
        return run.client
                .resources(Database.class)
                .inNamespace(run.namespace)
                .withName(SHOP)
                .get();
    }

    private Secret secret(String name) {
        return run.client.secrets().inNamespace(run.namespace).withName(name).get();
    }

    private void deleteSecret(String name) {
        run.client.secrets().inNamespace(run.namespace).withName(name).delete();
    }

    private String finalizer() {
        return ApiGroup.SECRET_FINALIZER_PREFIX + resource().getMetadata().getUid();
    }

    /** As {@code kubectl apply} of an exported file and then of the original one does. */
    private void takeAway() {
        merge(
                resource(),
                "{\"metadata\":{\"finalizers\":null,\"annotations\":{\"" + ApiGroup.USED_SECRETS_ANNOTATION
                        + "\":null}}}");
        assertThat(resource().getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void aRunPutsBackWhatAnotherToolTookAway() throws Exception {
        run.create(SHOP, driver);
        takeAway();
        run.create(SHOP, driver);
        assertThat(resource().getMetadata().getFinalizers()).containsExactly(ApiGroup.DATABASE_FINALIZER);
        assertThat(resource().getMetadata().getAnnotations()).containsEntry(ApiGroup.USED_SECRETS_ANNOTATION, ADMIN);
    }

    @Test
    void aDeletionReleasesTheSecretsOfTheSpecWhereTheirRecordIsLost() throws Exception {
        run.create(SHOP, driver);
        assertThat(secret(ADMIN).getMetadata().getFinalizers()).containsExactly(finalizer());
        merge(resource(), "{\"metadata\":{\"annotations\":{\"" + ApiGroup.USED_SECRETS_ANNOTATION + "\":null}}}");
        guard.releaseAll(run.database(SHOP));
        assertThat(secret(ADMIN).getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void aSecretThatWasReplacedIsHeldAgain() throws Exception {
        run.create(SHOP, driver);
        merge(secret(ADMIN), "{\"metadata\":{\"finalizers\":null}}");
        assertThat(guard.keep(run.database(SHOP))).isEmpty();
        assertThat(secret(ADMIN).getMetadata().getFinalizers()).containsExactly(finalizer());
    }

    @Test
    void aSecretThatIsDeletedSaysWhoHoldsItAndTheRunsGoOnWithIt() throws Exception {
        run.create(SHOP, driver);
        deleteSecret(ADMIN);
        assertThat(secret(ADMIN).getMetadata().getDeletionTimestamp()).isNotNull();

        var said = guard.keep(run.database(SHOP)).orElseThrow();
        assertThat(said)
                .contains("Database " + SHOP + " holds it", "edited in place", "another name", "remove its finalizers")
                .doesNotContain("of the admin");
        run.create(SHOP, driver);
        assertThat(run.events(ADMIN)).contains(DriverEvents.SECRET_HELD);

        // What a new Database is told can be done: see the next lines.
        apply("other", ADMIN);
        assertThatThrownBy(() -> run.create("other", driver))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.SECRET_NOT_FOUND))
                .hasMessageContaining("create a Secret of another name")
                .hasMessageNotContaining("create it again");
        run.secret("pg-admin-2", Map.of("password", "of the admin"));
        for (var database : List.of("other", SHOP)) {
            apply(database, "pg-admin-2");
            run.create(database, driver);
        }
        assertThat(secret(ADMIN)).as("the old name can be used again").isNull();
        assertThat(guard.keep(run.database(SHOP))).isEmpty();
    }

    @Test
    void theConditionComesWithTheDeletionAndGoesWithIt() throws Exception {
        run.create(SHOP, driver);
        run.database(SHOP).update(s -> s.secretsLeaving(null));
        assertThat(conditions()).doesNotContain("SecretsKept=True", "SecretsKept=False");
        run.database(SHOP).update(s -> s.secretsLeaving("being deleted"));
        assertThat(conditions()).contains("SecretsKept=False");
        run.database(SHOP).update(s -> s.secretsLeaving(null));
        assertThat(conditions()).contains("SecretsKept=True", "Ready=True");
    }

    private List<String> conditions() {
        return java.util.Objects.requireNonNull(resource().getStatus().conditions()).stream()
                .map(c -> c.getType() + "=" + c.getStatus())
                .toList();
    }

    @Test
    void finalizersOfBackupsAndRestoresAreBackWhileTheyAreWorkedOn() throws Exception {
        try (var stage = new RestoreStage()) {
            stage.apply("back", "backup: nightly", "WithoutBackup");
            stage.restore("back", step -> {
                if (step.is(RestoreCheckpoints.RESTORING)) {
                    take(stage, "back");
                }
                if (step.is(RestoreCheckpoints.REPLACING)) {
                    assertThat(stage.found("back").held()).isTrue();
                }
            });
            assertThat(stage.found("back").held()).isFalse();
        }
        run.create(driver);
        run.askForBackup("nightly");
        run.backup("nightly", driver, step -> {
            if (step.is(TransferCheckpoints.UPLOAD_BEGUN)) {
                merge(
                        run.client
                                .resources(com.isotoma.dboperator.crds.v1alpha1.Backup.class)
                                .inNamespace(run.namespace)
                                .withName("nightly")
                                .get(),
                        "{\"metadata\":{\"finalizers\":null}}");
            }
        });
        run.backup("nightly", driver, GO_ON);
        assertThat(run.finalizers("nightly")).isEmpty();
    }

    private static void take(RestoreStage stage, String restore) {
        stage.run
                .client
                .resources(com.isotoma.dboperator.crds.v1alpha1.Restore.class)
                .inNamespace(stage.run.namespace)
                .withName(restore)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    }
}
