package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManifestIT {
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Steps GO_ON = step -> {};

    private final TestRun run = new TestRun();
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);

    ManifestIT() throws Exception {
        run.create(driver);
        run.askForBackup("nightly");
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void besideTheDataStandsWhatIsToBeKnownOfIt() throws Exception {
        run.backup("nightly", driver, GO_ON);

        var backup = run.backup("nightly");
        var key = key();
        var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(key)));
        assertThat(run.s3.objects()).containsExactly(key, Manifest.keyOf(key));
        assertThat(manifest.object()).isEqualTo(key.substring(key.lastIndexOf('/') + 1));
        assertThat(manifest.origin())
                .isEqualTo(new Manifest.Origin(
                        run.client
                                .namespaces()
                                .withName("kube-system")
                                .get()
                                .getMetadata()
                                .getUid(),
                        run.database().namespace(),
                        run.client
                                .namespaces()
                                .withName(run.database().namespace())
                                .get()
                                .getMetadata()
                                .getUid(),
                        TestRun.NAME,
                        "nightly",
                        backup.uid(),
                        backup.createdAt().toString()));
        assertThat(manifest.dump().driver()).isEqualTo("memory");
        assertThat(manifest.dump().serverVersion()).isEqualTo("Memory 1");
        assertThat(manifest.dump().databaseName())
                .isEqualTo(run.database().status().databaseName());
        assertThat(manifest.dump().sizeBytes()).isEqualTo("a dump that has an end".length());
        assertThat(Instant.parse(manifest.dump().startedAt()))
                .isBetween(backup.createdAt(), Instant.parse(manifest.dump().completedAt()));
        assertThat(manifest.stored().sizeBytes()).isEqualTo(backup.status().sizeBytes());
        assertThat(manifest.stored().sha256()).isEqualTo(backup.status().sha256());
        assertThat(manifest.readBack()).startsWith("zstd -d < " + manifest.object());
    }

    @Test
    void itIsStoredAfterTheObjectWasCheckedAndBeforeTheBackupIsCompleted() {
        var steps = new ArrayList<Checkpoint>();
        assertThatThrownBy(() -> run.backup("nightly", driver, step -> {
                    steps.add(step);
                    if (step.is(TransferCheckpoints.MANIFEST_STORED)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);

        assertThat(run.s3.objects()).hasSize(2);
        assertThat(steps).contains(TransferCheckpoints.OBJECT_STORED);
        assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.BACKING_UP);
    }

    @Test
    void aRunAfterOneThatWasKilledWritesBothAnew() throws Exception {
        killedAt(TransferCheckpoints.MANIFEST_STORED);

        run.backup("nightly", new MemoryDriver(sink -> sink.write(new byte[1000])), GO_ON);

        var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(key())));
        assertThat(run.s3.objects()).hasSize(2);
        assertThat(manifest.dump().sizeBytes()).isEqualTo(1000);
        assertThat(manifest.stored().sha256())
                .isEqualTo(run.backup("nightly").status().sha256());
    }

    @Test
    void aBackupThatFailsInTheEndLeavesNeither() throws Exception {
        killedAt(TransferCheckpoints.MANIFEST_STORED);

        run.backup(
                "nightly",
                new MemoryDriver(sink -> {
                    throw DriverException.user(Reasons.PERMISSION_DENIED, "no rights");
                }),
                GO_ON);

        assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(run.s3.objects()).isEmpty();
    }

    @Test
    void aRunThatWasOvertakenAfterItsObjectWasStoredWritesNoManifest() throws Exception {
        assertThatThrownBy(() -> run.backup("nightly", driver, step -> {
                    if (step.is(TransferCheckpoints.OBJECT_STORED)) {
                        anotherRun();
                    }
                }))
                .isInstanceOf(RuntimeException.class);

        var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(key())));
        assertThat(manifest.dump().sizeBytes()).isEqualTo(500);
        assertThat(manifest.stored().sha256())
                .isEqualTo(run.backup("nightly").status().sha256());
    }

    private void anotherRun() {
        try {
            run.backup("nightly", new MemoryDriver(sink -> sink.write(new byte[500])), GO_ON);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void killedAt(Checkpoint last) {
        assertThatThrownBy(() -> run.backup("nightly", driver, step -> {
                    if (step.is(last)) {
                        throw new Killed();
                    }
                }))
                .isInstanceOf(Killed.class);
    }

    private String key() {
        var url = Objects.requireNonNull(run.backup("nightly").status().destination());
        return url.replace("s3://" + LocalS3.BUCKET + "/", "");
    }
}
