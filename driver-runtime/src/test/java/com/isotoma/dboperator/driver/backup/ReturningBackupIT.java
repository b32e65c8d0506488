package com.isotoma.dboperator.driver.backup;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Backups that were made, and come back without their status. */
@Execution(ExecutionMode.CONCURRENT)
class ReturningBackupIT {
    private final RestoreStage stage = new RestoreStage();

    ReturningBackupIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    private Backup resource(String name) {
        return stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.namespace)
                .withName(name)
                .get();
    }

    private void delete(String name) {
        stage.run.client.resource(resource(name)).delete();
        assertThat(resource(name)).isNull();
    }

    /** As an export that is applied: without status and uid. */
    private void imported(Backup exported, String name) throws Exception {
        var metadata = exported.getMetadata();
        var copy = new Backup();
        copy.getMetadata().setName(name);
        copy.getMetadata().setNamespace(metadata.getNamespace());
        copy.getMetadata().setLabels(metadata.getLabels());
        copy.getMetadata().setAnnotations(new TreeMap<>(metadata.getAnnotations()));
        copy.setSpec(exported.getSpec());
        stage.run.client.resource(copy).create();
        stage.run.backup(name, stage.driver, GO_ON);
    }

    private List<String> objects() {
        return stage.run.s3.objects().stream()
                .filter(key -> key.contains("/orders/"))
                .toList();
    }

    private static Instant time(@Nullable String text) {
        return Instant.parse(Objects.requireNonNull(text));
    }

    private void assertFound(String name, BackupStatus before) {
        var backup = stage.run.backup(name);
        assertThat(backup.phase()).as(() -> backup.status().message()).isEqualTo(BackupPhase.COMPLETED);
        var now = backup.status();
        assertThat(now.destination()).isEqualTo(before.destination());
        // The manifest is written a moment before the status.
        assertThat(time(now.startedAt())).isCloseTo(time(before.startedAt()), within(2, ChronoUnit.SECONDS));
        assertThat(time(now.completedAt())).isCloseTo(time(before.completedAt()), within(2, ChronoUnit.SECONDS));
        assertThat(now.sizeBytes()).isEqualTo(before.sizeBytes());
        assertThat(now.sha256()).isEqualTo(before.sha256());
        assertThat(now.serverVersion()).isEqualTo(before.serverVersion());
        assertThat(now.conditions())
                .filteredOn(c -> c.getType().equals("Complete"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.getStatus()).isEqualTo("True");
                    assertThat(c.getReason()).isEqualTo(BackupReasons.ALREADY_STORED);
                });
        assertThat(stage.run.finalizers(name)).isEmpty();
        assertThat(stage.run.events(name)).contains(BackupReasons.ALREADY_STORED);
        assertThat(stage.run.database().status().activeBackup()).isNull();
    }

    @Test
    void oneThatIsDeletedAndAppliedAgainFindsItsObjectAndIsNotDumpedAgain() throws Exception {
        var before = stage.run.backup("nightly").status();
        stage.backUp("newer");
        var objects = objects();
        delete("nightly");
        stage.backUp("nightly");

        assertFound("nightly", before);
        assertThat(objects()).isEqualTo(objects);
        assertThat(Objects.requireNonNull(stage.run.database().status().lastBackup())
                        .name())
                .as("the newest, and not the one that ended last")
                .isEqualTo("newer");

        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");
        stage.assertCompleted("back", BACKED_UP);
    }

    @Test
    void theLatestIsStillTheOneThatWasMadeLast() throws Exception {
        var time = Objects.requireNonNull(stage.run.backup("nightly").status().startedAt());
        Awaitility.await().until(() -> Instant.now().isAfter(Instant.parse(time).plusSeconds(4)));
        stage.backUp("newer");
        delete("nightly");
        stage.backUp("nightly");
        stage.apply("back", "latest: {}", "WithoutBackup");
        stage.restore("back");
        stage.assertCompleted("back", PRESENT);
        assertThat(stage.run.backup("nightly").dueAt())
                .as("for retention")
                .isCloseTo(Instant.parse(time), within(2, ChronoUnit.SECONDS));
    }

    @Test
    void anExportFindsTheObjectThatAnotherClusterHasStored() throws Exception {
        var before = stage.run.backup("nightly").status();
        ofAnotherCluster("nightly");
        var exported = resource("nightly");
        assertThat(exported.getMetadata().getAnnotations())
                .containsEntry(ApiGroup.STORED_ANNOTATION, "nightly " + before.destination());
        delete("nightly");
        imported(exported, "nightly");
        assertFound("nightly", before);
    }

    @Test
    void withoutItsAnnotationItIsNotTakenForOneOfAnotherClusterThatUsesTheSameFolder() throws Exception {
        var before = stage.run.backup("nightly").status();
        ofAnotherCluster("nightly");
        delete("nightly");
        stage.backUp("nightly");
        assertThat(stage.run.backup("nightly").status().destination()).isNotEqualTo(before.destination());
        assertThat(stage.run.events("nightly")).doesNotContain(BackupReasons.ALREADY_STORED);
    }

    private void ofAnotherCluster(String name) {
        var key = Manifest.keyOf(stage.key(name));
        var manifest = new String(stage.run.s3.content(key), StandardCharsets.UTF_8);
        stage.run.s3.put(key, manifest.replaceAll("\"cluster\" : \"[^\"]*\"", "\"cluster\" : \"another\""));
    }

    @Test
    void oneWhoseObjectIsGoneIsFailedAndNotMadeOfTheDataOfToday() throws Exception {
        var exported = resource("nightly");
        stage.run.s3.remove(stage.key("nightly"));
        delete("nightly");
        var objects = objects();
        imported(exported, "nightly");
        var backup = stage.run.backup("nightly");
        assertThat(backup.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(backup.failure()).isEqualTo(BackupReasons.OBJECT_MISSING);
        assertThat(objects()).isEqualTo(objects);
    }

    @Test
    void aCopyUnderAnotherNameIsAnotherBackup() throws Exception {
        imported(resource("nightly"), "nightly-2");
        assertThat(stage.run.backup("nightly-2").status().destination())
                .isNotEqualTo(stage.run.backup("nightly").status().destination());
    }

    @Test
    void anObjectWithoutManifestOrOfAnotherSizeIsNoBackup() throws Exception {
        for (var name : List.of("bare", "cut")) {
            stage.backUp(name);
            var before = stage.run.backup(name).status().destination();
            var key = stage.key(name);
            if (name.equals("bare")) {
                stage.run.s3.remove(Manifest.keyOf(key));
            } else {
                stage.run.s3.put(key, "cut");
            }
            delete(name);
            stage.backUp(name);
            assertThat(stage.run.backup(name).phase()).isEqualTo(BackupPhase.COMPLETED);
            assertThat(stage.run.backup(name).status().destination()).isNotEqualTo(before);
        }
    }

    @Test
    void eachCopyIsFoundInItsOwnPlace() throws Exception {
        var places = new com.isotoma.dboperator.crds.v1alpha1.BackupTarget[] {
            stage.run.place(java.net.URI.create(LocalS3.ENDPOINT), LocalS3.BUCKET, "one", null),
            stage.run.place(java.net.URI.create(LocalS3.ENDPOINT), LocalS3.BUCKET, "two", null)
        };
        stage.run.askForBackup("twice", places);
        stage.run.backup("twice", stage.driver, GO_ON);
        var before = stage.run.backup("twice");
        var second = before.storedUrls().get(1);
        delete("twice");
        stage.run.askForBackup("twice", places);
        stage.run.backup("twice", stage.driver, GO_ON);
        assertFound("twice", before.status());
        assertThat(stage.run.backup("twice").status().copies())
                .isEqualTo(before.status().copies());

        stage.run.s3.remove(second.replace("s3://" + LocalS3.BUCKET + "/", ""));
        delete("twice");
        stage.run.askForBackup("twice", places);
        stage.run.backup("twice", stage.driver, GO_ON);
        assertFound("twice", before.status());
        assertThat(Objects.requireNonNull(stage.run.backup("twice").status().copies())
                        .get(1)
                        .phase())
                .isEqualTo(CopyPhase.FAILED);
    }

    @Test
    void aSafetyBackupAndALastOneComeBackToo() throws Exception {
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");
        var name = Objects.requireNonNull(stage.found("back").status().safetyBackup());
        var before = stage.run.backup(name).status();
        var exported = resource(name);
        delete(name);
        imported(exported, name);
        assertFound(name, before);

        stage.run.delete();
        stage.run.drop(stage.driver, GO_ON);
        var last = stage.run.backups().stream()
                .map(BackupHandle::name)
                .filter(n -> n.startsWith("orders-final-"))
                .findFirst()
                .orElseThrow();
        var lastStatus = stage.run.backup(last).status();
        var lastExported = resource(last);
        delete(last);
        stage.run.applyDatabase(TestRun.NAME);
        stage.run.create(stage.driver);
        stage.store(List.of("new"));
        imported(lastExported, last);
        assertFound(last, lastStatus);
    }
}
