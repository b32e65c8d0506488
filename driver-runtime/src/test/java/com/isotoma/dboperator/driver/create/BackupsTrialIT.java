package com.isotoma.dboperator.driver.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.stage.LocationStage;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.FaultyProxy;
import com.isotoma.dboperator.driver.storage.LocalS3;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a Database says of the place for its backups as soon as that is declared. */
class BackupsTrialIT {
    private static final Steps GO_ON = step -> {};

    private final TestRun run = new TestRun();
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);

    BackupsTrialIT() throws Exception {}

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void aPlaceThatWorksIsSaidToWorkAndNothingOfTheTrialStays() throws Exception {
        run.create(driver);

        assertPossible("True", "BackupsPossible", "stored where backups go");
        assertReady();
        assertThat(run.s3.objects()).isEmpty();
        assertThat(run.s3.uploads()).isEmpty();
    }

    @Test
    void aMisspeltBucketIsNamedAtOnceAndTheDatabaseIsReadyAllTheSame() throws Exception {
        run.edit(TestRun.bucket("there-is-no-such-bucket"));

        run.create(driver);

        assertPossible("False", "StorageFailed", "there-is-no-such-bucket does not exist", "spec.backupTo");
        assertReady();
        assertThat(run.events(TestRun.NAME)).contains("StorageFailed", "Created");

        run.edit(TestRun.bucket(LocalS3.BUCKET));
        run.create(driver);

        assertPossible("True", "BackupsPossible", "stored where backups go");
    }

    @Test
    void aWrongAccessKeyIsNamedWithoutItsValue() throws Exception {
        run.edit(TestRun.secretKey("not-the-secret-of-it"));

        run.create(driver);

        assertPossible("False", "StorageFailed", "does not let this access key", "spec.backupTo.s3.credentials");
        assertThat(possible().getMessage()).doesNotContain("not-the-secret-of-it");
        assertReady();
    }

    @Test
    void aKeyThatTheSecretDoesNotHaveIsNamedAndFoundWhenAskedAgain() throws Exception {
        run.secret("store", Map.of("id", LocalS3.ACCESS_KEY, "wrong", LocalS3.SECRET_KEY));
        patch("""
                {"spec": {"backupTo": {"s3": {"credentials": {"secretAccessKey": {"value": null,
                  "valueFrom": {"secretKeyRef": {"name": "store", "key": "secret"}}}}}}}}
                """);
        run.create(driver);
        assertPossible("False", "SecretNotFound", "store", "spec.backupTo.s3.credentials.secretAccessKey");
        assertReady();

        run.secret("store", Map.of("id", LocalS3.ACCESS_KEY, "secret", LocalS3.SECRET_KEY));
        patch("{\"metadata\": {\"annotations\": {\"db.isotoma.com/refresh\": \"now\"}}}");
        run.create(driver);

        assertPossible("True", "BackupsPossible", "stored where backups go");
    }

    @Test
    void eachBackupSaysItAnew() throws Exception {
        run.create(driver);
        run.edit(TestRun.bucket("there-is-no-such-bucket"));
        run.askForBackup("lost");
        run.backup("lost", driver, GO_ON);
        assertThat(run.backup("lost").phase()).isEqualTo(BackupPhase.FAILED);
        assertPossible("False", "StorageFailed", "Backup lost", "there-is-no-such-bucket");

        run.edit(TestRun.bucket(LocalS3.BUCKET));
        run.askForBackup("found");
        run.backup("found", driver, GO_ON);

        assertPossible("True", "BackupsPossible", "Backup found was stored there");
    }

    @Test
    void ofAStorageLocationTheFirstBackupSaysIt() throws Exception {
        try (var locations = new LocationStage(run)) {
            locations.use(locations.location("shared"));
            var inside = run.system;
            run.system = SystemNamespace.UNKNOWN;

            run.create(driver);
            assertPossible("Unknown", "NotTried", "StorageLocation shared");

            run.system = inside;
            run.askForBackup("nightly");
            run.backup("nightly", driver, GO_ON);
            assertPossible("True", "BackupsPossible", "Backup nightly");
        }
    }

    @Test
    void aStoreThatKeepsWhatItHasTakesBackups() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            proxy.refuse("delete /", 403, "AccessDenied");
            through(proxy);

            run.create(driver);
            assertPossible("True", "BackupsPossible", "could not be removed, so retention");

            patch("{\"metadata\": {\"annotations\": {\"db.isotoma.com/refresh\": \"again\"}}}");
            run.create(driver);
            assertPossible("True", "BackupsPossible", "could not be removed, so retention");
        }
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsTheRunUpForSecondsOnly() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            proxy.stallAfter(0);
            through(proxy);
            long began = System.nanoTime();

            run.create(driver);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
            assertPossible("False", "StorageFailed", "cannot be reached");
            assertReady();
        }
    }

    private void through(FaultyProxy proxy) {
        patch("{\"spec\": {\"backupTo\": {\"s3\": {\"endpoint\": \"" + proxy.endpoint() + "\"}}}}");
    }

    private void patch(String change) {
        run.client
                .resources(Database.class)
                .inNamespace(run.namespace)
                .withName(TestRun.NAME)
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private Condition possible() {
        return Conditions.find(run.database().status().conditions(), "BackupsPossible")
                .orElseThrow();
    }

    private void assertPossible(String status, String reason, String... message) {
        assertThat(possible().getReason()).as(possible().getMessage()).isEqualTo(reason);
        assertThat(possible().getStatus()).isEqualTo(status);
        assertThat(possible().getMessage()).contains(message);
    }

    private void assertReady() {
        assertThat(run.database().phase()).isEqualTo(DatabasePhase.CREATED);
        assertThat(run.database().unreadiness()).isEmpty();
    }
}
