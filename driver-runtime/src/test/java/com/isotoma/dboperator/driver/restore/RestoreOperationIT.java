package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.run.Attempts;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RestoreOperationIT {
    private final RestoreStage stage = new RestoreStage();

    RestoreOperationIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void putsABackupInThePlaceOfWhatIsThereAfterBackingThatUp() throws Exception {
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertCompleted("back", BACKED_UP);
        var status = stage.found("back").status();
        assertThat(status.source())
                .isEqualTo(stage.run.backup("nightly").status().destination());
        assertThat(status.backup()).isEqualTo("nightly");
        assertThat(status.serverVersion()).isEqualTo("Memory 1");
        assertThat(status.databaseName()).isEqualTo(stage.databaseName());
        assertThat(status.attempts()).isEqualTo(1);
        assertThat(status.progress()).endsWith("restored");
        assertThat(status.startedAt()).isNotNull();
        assertThat(status.completedAt()).isNotNull();
        var safety = Objects.requireNonNull(status.safetyBackup());
        assertThat(stage.run.backup(safety).phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(stage.run.finalizers(safety)).isEmpty();
        assertThat(Objects.requireNonNull(stage.run.database().status().lastBackup())
                        .name())
                .isEqualTo(safety);

        stage.apply("forth", "backup: " + safety, "WithoutBackup");
        stage.restore("forth");

        stage.assertCompleted("forth", PRESENT);
        assertThat(stage.found("forth").status().safetyBackup()).isNull();
    }

    @Test
    void neverReplacesDataUnlessTheSpecSaysSo() throws Exception {
        stage.apply("back", "backup: nightly", "Never");
        stage.restore("back");

        stage.assertFailed("back", Reasons.NOT_EMPTY, "overwrite: AfterBackup");
        assertThat(stage.run.backups()).hasSize(1);
    }

    @Test
    void dataThatCameWhileTheDumpWasReadIsNotReplacedEither() throws Exception {
        stage.store(List.of());
        stage.apply("back", "backup: nightly", "Never");
        stage.restore("back", step -> {
            if (step.is(RestoreCheckpoints.COMPARED)) {
                stage.store(PRESENT);
            }
        });

        stage.assertFailed("back", Reasons.NOT_EMPTY, "holds something already");
    }

    @Test
    void whatStandsInTheWayIsFoundBeforeAnythingCostlyIsDone() throws Exception {
        stage.driver.obstacle("A prepared transaction 'xa-1' is in the way: end it with ROLLBACK PREPARED");
        stage.apply("back", "backup: nightly", "AfterBackup");
        stage.restore("back");

        stage.assertFailed("back", Reasons.RESTORE_FAILED, "xa-1");
        assertThat(stage.run.backups()).as("no backup of the present data").hasSize(1);

        stage.driver.obstacle(null);
        stage.apply("again", "backup: nightly", "AfterBackup");
        stage.restore("again");
        stage.assertCompleted("again", BACKED_UP);
    }

    @Test
    void theLatestIsChosenOnceAndStays() throws Exception {
        var time = Objects.requireNonNull(stage.run.backup("nightly").status().startedAt());
        stage.apply("latest", "latest: {notLaterThan: \"" + time + "\"}", "WithoutBackup");
        assertThatThrownBy(() -> stage.restore("latest", Killed.at(RestoreCheckpoints.SOURCE_DECIDED)))
                .isInstanceOf(Killed.class);
        stage.backUp("zz-newer");
        stage.restore("latest");

        assertThat(stage.found("latest").status().backup()).isEqualTo("nightly");
        stage.assertCompleted("latest", BACKED_UP);
    }

    @Test
    void aBackupThatRetentionIsRemovingIsNotRestored() throws Exception {
        stage.run.backup("nightly").update(s -> s.expired(BackupReasons.RETENTION_ENDED, "Its retention has run out"));

        stage.apply("named", "backup: nightly", "WithoutBackup");
        stage.restore("named");
        stage.assertFailed("named", Reasons.INVALID_SPEC, "its retention has run out");
        stage.apply("latest", "latest: {}", "WithoutBackup");
        stage.restore("latest");
        stage.assertFailed("latest", Reasons.INVALID_SPEC, "no Completed Backup");
    }

    @Test
    void whereNoBackupIsOldEnoughNothingIsRestored() throws Exception {
        stage.apply("latest", "latest: {notLaterThan: \"2001-01-01T00:00:00+01:00\"}", "WithoutBackup");
        stage.restore("latest");

        stage.assertFailed("latest", Reasons.INVALID_SPEC, "begun by 2001-01-01T00:00:00+01:00");
    }

    @Test
    void anObjectWithoutManifestOrBackupFillsANewDatabaseWithANote() throws Exception {
        var key = stage.run.s3.key("copied.txt.zst");
        stage.run.s3.put(key, stage.run.s3.content(stage.key("nightly")));
        stage.run.applyDatabase("fresh");
        stage.run.create("fresh", stage.driver);
        stage.apply("copy", "fresh", "url: \"s3://" + LocalS3.BUCKET + "/" + key + "\"", "Never");
        stage.run.restore("fresh", "copy", stage.driver, GO_ON);

        var fresh = stage.run.database("fresh");
        assertThat(stage.found("copy").phase()).isEqualTo(RestorePhase.COMPLETED);
        assertThat(stage.found("copy").status().progress()).contains("no manifest");
        assertThat(stage.driver.lines(Objects.requireNonNull(fresh.status().databaseName())))
                .containsExactlyElementsOf(BACKED_UP);
        assertThat(stage.driver.names()).hasSize(2);
    }

    @Test
    void aDumpOfAnotherDriverIsRefused() throws Exception {
        var key = Manifest.keyOf(stage.key("nightly"));
        var manifest = new String(stage.run.s3.content(key), StandardCharsets.UTF_8);
        stage.run.s3.put(key, manifest.replace("\"driver\" : \"memory\"", "\"driver\" : \"paper\""));
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.restore("back");

        stage.assertFailed("back", Reasons.RESTORE_FAILED, "The driver paper wrote");
    }

    @Test
    void alteredTruncatedAndMissingObjectsAreRefusedBeforeTheDataIsTouched() throws Exception {
        var key = stage.key("nightly");
        var bytes = stage.run.s3.content(key);
        bytes[bytes.length / 2] ^= 1;
        stage.run.s3.put(key, bytes);
        stage.apply("altered", "backup: nightly", "WithoutBackup");
        stage.restore("altered");
        stage.assertFailed("altered", Reasons.BACKUP_DAMAGED, "is damaged");

        stage.run.s3.put(key, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        stage.apply("truncated", "backup: nightly", "WithoutBackup");
        stage.restore("truncated");
        stage.assertFailed("truncated", Reasons.BACKUP_DAMAGED, bytes.length + " were stored");

        stage.run.s3.remove(key);
        stage.apply("missing", "backup: nightly", "WithoutBackup");
        stage.restore("missing");
        stage.assertFailed("missing", Reasons.STORAGE_FAILED, "no object");
    }

    /** A safety backup can take hours, and the first bytes of a dump say whether it is one at all. */
    @Test
    void anObjectThatIsNoDumpIsFoundBeforeTheSafetyBackup() throws Exception {
        stage.run.s3.put("by-hand.txt", "{}");
        stage.apply("back", "url: 's3://%s/by-hand.txt'".formatted(LocalS3.BUCKET), "AfterBackup");
        stage.restore("back");

        assertThat(stage.found("back").phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(stage.found("back").status().message()).contains("no dump of a memory server");
        assertThat(stage.run.backups()).extracting(b -> b.name()).containsExactly("nightly");
        stage.assertSettled(PRESENT);
    }

    @Test
    void fourAttemptsThatFailAreEnoughAndLeaveTheDatabaseAsItWas() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.driver.fail(DriverException.unavailable(Reasons.SERVER_UNREACHABLE, "The server is away", null));
        for (int i = 1; i < Attempts.MOST; i++) {
            assertThatThrownBy(() -> stage.restore("back")).hasMessage("The server is away");
            assertThat(stage.found("back").status().message()).isEqualTo("Attempt " + i + " of 4: The server is away");
        }
        stage.restore("back");

        stage.assertFailed("back", Reasons.SERVER_UNREACHABLE, "The server is away");
    }

    @Test
    void whileItIsAtWorkNothingElseIs() throws Exception {
        stage.apply("back", "backup: nightly", "WithoutBackup");
        stage.apply("other", "backup: nightly", "WithoutBackup");
        stage.run.askForBackup("waiting");
        assertThatThrownBy(() -> stage.restore("back", Killed.at(RestoreCheckpoints.RESTORING)))
                .isInstanceOf(Killed.class);
        stage.run.backup("waiting", stage.driver, GO_ON);
        stage.restore("other");
        stage.run.create(stage.driver);

        assertThat(stage.run.backup("waiting").phase()).isNull();
        assertThat(stage.found("other").phase()).isNull();
        assertThat(stage.run.database().status().activeRestore()).isEqualTo("back");

        stage.restore("back");
        stage.restore("other");
        stage.run.backup("waiting", stage.driver, GO_ON);
        assertThat(stage.run.backup("waiting").phase()).isEqualTo(BackupPhase.COMPLETED);
        stage.assertCompleted("other", BACKED_UP);
    }
}
