package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.status.DumpOrigin;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two runs for one resource, one of which was cut off or left behind. */
@Execution(ExecutionMode.CONCURRENT)
class OvertakenRunIT {
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Steps GO_ON = step -> {};

    private final TestRun run = new TestRun();
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);

    OvertakenRunIT() throws Exception {
        run.create(driver);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void aRunThatIsOvertakenDoesNotTouchTheBackupOfTheOther() {
        run.askForBackup("nightly");
        var slow = new MemoryDriver(sink -> {
            anotherRun();
            MemoryDriver.GOOD.write(sink);
        });

        assertThatThrownBy(() -> run.backup("nightly", slow, GO_ON)).isInstanceOf(LostRaceException.class);

        assertCompletedAndStored("nightly");
    }

    @Test
    void aRunThatIsInterruptedSinceItWasOvertakenSaysSoWhateverItsDriverMakesOfTheInterruption() {
        run.askForBackup("nightly");
        var slow = new MemoryDriver(sink -> {
            anotherRun();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the driver's own exception", e);
            }
        });

        assertThatThrownBy(() -> run.backup("nightly", slow, GO_ON))
                .isInstanceOf(LostRaceException.class)
                .satisfies(lost ->
                        assertThat(lost.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class));

        assertCompletedAndStored("nightly");
    }

    @Test
    void aRunThatIsOvertakenBeforeItClearsTheStoreDoesNotClearTheBackupOfTheOther() {
        run.askForBackup("nightly");
        var different = new MemoryDriver(sink -> sink.write(new byte[100]));
        assertThatThrownBy(() -> run.backup("nightly", driver, killAt(TransferCheckpoints.OBJECT_STORED)))
                .isInstanceOf(Killed.class);

        assertThatThrownBy(() -> run.backup("nightly", different, step -> {
                    if (step.is(TransferCheckpoints.BACKING_UP)) {
                        anotherRun();
                    }
                }))
                .isInstanceOf(LostRaceException.class);

        assertCompletedAndStored("nightly");
    }

    @Test
    void aFailedBackupLeavesNothingInTheStoreEvenWhenItsRunIsCutOff() throws Exception {
        run.askForBackup("nightly");
        var refused = new MemoryDriver(sink -> {
            throw DriverException.user(Reasons.PERMISSION_DENIED, "no rights");
        });
        assertThatThrownBy(() -> run.backup("nightly", driver, killAt(TransferCheckpoints.OBJECT_STORED)))
                .isInstanceOf(Killed.class);
        assertThat(run.s3.objects()).hasSize(1);
        assertThatThrownBy(() -> run.backup("nightly", refused, step -> {
                    if (step.is(BackupCheckpoints.FAILED)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);

        run.backup("nightly", driver, GO_ON);

        assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(run.finalizers("nightly")).isEmpty();
        assertThat(run.s3.objects()).isEmpty();
        assertThat(run.s3.uploads()).isEmpty();
        assertThat(run.database().phase()).isEqualTo(DatabasePhase.CREATED);
    }

    @Test
    void twoRunsThatHoldABackupAtOnceHoldItOnce() {
        run.askForBackup("nightly");
        var one = run.backup("nightly");
        var other = run.backup("nightly");

        one.hold();
        other.hold();

        assertThat(run.finalizers("nightly")).containsExactly(ApiGroup.BACKUP_FINALIZER);
        other.letGo();
        assertThat(run.finalizers("nightly")).isEmpty();
    }

    @Test
    void whatAnotherRunDidIsNoticedOnReadingAnew() {
        run.askForBackup("nightly");
        var one = run.backup("nightly");
        one.update(s -> s.starting(new DumpOrigin("memory")));
        run.backup("nightly").update(s -> s.starting(new DumpOrigin("memory")));

        assertThatThrownBy(one::refresh).isInstanceOf(LostRaceException.class).hasMessageContaining("attempt 2");
    }

    @Test
    void aLastBackupThatWasCompletedByARunThatWasCutOffIsLetGo() throws Exception {
        run.delete();
        assertThatThrownBy(() -> run.drop(driver, killAt(TransferCheckpoints.COMPLETED)))
                .isInstanceOf(Killed.class);

        run.drop(driver, GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
        assertThat(driver.dropped()).isTrue();
        assertThat(run.backups()).singleElement().satisfies(b -> {
            assertThat(run.finalizers(b.name())).isEmpty();
            assertCompletedAndStored(b.name());
        });
    }

    @Test
    void aDatabaseThatIsNotOnTheServerIsDeletedEvenWhenTheRunThatFoundOutWasCutOff() throws Exception {
        run.delete();
        var missing = new MemoryDriver(sink -> {
            throw DriverException.user(Reasons.DATABASE_MISSING, "no such database");
        });
        assertThatThrownBy(() -> run.drop(missing, killAt(TransferCheckpoints.UPLOAD_BEGUN)))
                .isInstanceOf(Killed.class);
        run.finalBackups(GO_ON).abandon(run.database(), missing, Reasons.DATABASE_MISSING, "no such database");

        run.drop(missing, GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
        assertThat(run.s3.uploads()).isEmpty();
    }

    @Test
    void aDatabaseThatTurnedOutToBeSomebodyElsesHasNoLastBackupAndCanBeDeleted() throws Exception {
        run.delete();
        var foreign = new MemoryDriver(sink -> {
            throw DriverException.user(Reasons.NAME_CONFLICT, "not ours");
        });

        run.drop(foreign, GO_ON);

        assertThat(run.databaseIsGone()).isTrue();
    }

    @Test
    void aBackupThatWaitsEndsWithItsDatabase() throws Exception {
        run.askForBackup("waiting");
        run.delete();

        run.drop(driver, GO_ON);

        assertThat(run.backup("waiting").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(run.backup("waiting").failure()).isEqualTo("DatabaseDeleted");
    }

    /** In a thread of its own, as it would be a process of its own: nothing that interrupts this run interrupts that one. */
    private void anotherRun() {
        CompletableFuture.runAsync(() -> {
                    try {
                        run.backup("nightly", driver, GO_ON);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    private static Steps killAt(Checkpoint last) {
        return step -> {
            if (step.is(last)) {
                throw new Killed();
            }
        };
    }

    private void assertCompletedAndStored(String name) {
        var backup = run.backup(name);
        assertThat(backup.phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(backup.failure()).isNull();
        var key = Objects.requireNonNull(backup.status().destination()).replace("s3://" + LocalS3.BUCKET + "/", "");
        assertThat((long) run.s3.content(key).length).isEqualTo(backup.status().sizeBytes());
        assertThat(run.s3.objects()).containsExactly(key, Manifest.keyOf(key));
        assertThat(run.s3.uploads()).isEmpty();
    }
}
