package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.AttemptKeys;
import com.isotoma.dboperator.driver.storage.FaultyProxy;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import io.fabric8.kubernetes.api.model.Event;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts at a backup that were cut off, in stores that let nothing be replaced or removed. */
class BackupAttemptsIT {
    private static final Steps GO_ON = step -> {};
    private static final URI STORE = URI.create(LocalS3.ENDPOINT);

    private final TestRun run = new TestRun();
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);

    BackupAttemptsIT() throws Exception {
        run.create(driver);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void aBucketThatLocksObjectsTakesALaterAttemptBesideWhatIsLeftOfTheFirst() throws Exception {
        var bucket = run.s3.lockedBucket();
        try {
            run.askForBackup("nightly", run.place(STORE, bucket, "locked", null));
            var first = killedAt(TransferCheckpoints.OBJECT_STORED);

            run.backup("nightly", driver, GO_ON);

            var key = key("nightly", bucket);
            assertThat(key).isNotEqualTo(first);
            assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.COMPLETED);
            assertThat(run.events("nightly")).contains("BackupCompleted").doesNotContain("RemainsKept");
            assertThat(run.s3.objectsOf(bucket)).containsExactly(key, Manifest.keyOf(key));
            assertThat(run.s3.versionsOf(bucket)).contains(url(bucket, first), key, Manifest.keyOf(key));

            try (var stored = run.stores().open(run.database())) {
                assertThat(stored.has(run.backup("nightly"))).isTrue();
                assertThat(stored.remove(run.backup("nightly"))).isEmpty();
            }
            assertThat(run.s3.objectsOf(bucket)).isEmpty();
        } finally {
            run.s3.removeLocked(bucket);
        }
    }

    @Test
    void aStoreThatRefusesEveryRemovalTakesALaterAttemptAndWhatStaysIsTold() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            run.askForBackup("nightly", run.place(proxy.endpoint(), LocalS3.BUCKET, "kept", null));
            proxy.refuse("delete /", 403, "AccessDenied");
            var first = killedAt(TransferCheckpoints.MANIFEST_STORED);

            run.backup("nightly", new MemoryDriver(sink -> sink.write(new byte[1000])), GO_ON);

            var key = key("nightly", LocalS3.BUCKET);
            var backup = run.backup("nightly");
            assertThat(backup.phase()).isEqualTo(BackupPhase.COMPLETED);
            assertThat(run.finalizers("nightly")).isEmpty();
            assertThat(run.events("nightly")).contains("BackupCompleted", "RemainsKept");
            assertThat(remains()).contains(first).doesNotContain(key);
            assertThat(run.s3.objects())
                    .containsExactlyInAnyOrder(
                            key,
                            Manifest.keyOf(key),
                            url(LocalS3.BUCKET, first),
                            Manifest.keyOf(url(LocalS3.BUCKET, first)));
            var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(key)));
            assertThat(manifest.dump().sizeBytes()).isEqualTo(1000);
            assertThat(manifest.stored().sha256()).isEqualTo(backup.status().sha256());
        }
    }

    @Test
    void whatStaysOfABackupThatHasFailedIsTold() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            run.askForBackup("nightly", run.place(proxy.endpoint(), LocalS3.BUCKET, "kept", null));
            proxy.refuse("delete /", 403, "AccessDenied");
            var first = killedAt(TransferCheckpoints.OBJECT_STORED);

            run.backup(
                    "nightly",
                    new MemoryDriver(sink -> {
                        throw DriverException.user(Reasons.PERMISSION_DENIED, "no rights");
                    }),
                    GO_ON);

            assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.FAILED);
            assertThat(run.finalizers("nightly")).isEmpty();
            assertThat(remains()).contains(first);
        }
    }

    @Test
    void anAnswerThatNobodyExpectedIsNotTriedAgain() throws Exception {
        run.askForBackup("nightly");

        run.backup(
                "nightly",
                new MemoryDriver(sink -> {
                    throw DriverException.internal(Reasons.INTERNAL_ERROR, "an answer (99999)", null);
                }),
                GO_ON);

        assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(run.backup("nightly").failure()).isEqualTo(Reasons.INTERNAL_ERROR);
        assertThat(run.backup("nightly").status().attempts()).isEqualTo(1);
    }

    @Test
    void aWholeObjectOfAnAttemptThatWasCutOffStaysUntilThereIsANewerOne() throws Exception {
        run.askForBackup("nightly");
        var first = key(killedAt(TransferCheckpoints.MANIFEST_STORED));
        var during = new MemoryDriver(sink -> {
            assertThat(run.s3.objects()).contains(first, Manifest.keyOf(first));
            MemoryDriver.GOOD.write(sink);
        });

        run.backup("nightly", during, GO_ON);

        var key = key("nightly", LocalS3.BUCKET);
        assertThat(run.s3.objects()).containsExactly(key, Manifest.keyOf(key));
    }

    @Test
    void whatTheVersionBeforeHasLeftUnderTheOneKeyOfTheBackupIsRemoved() throws Exception {
        run.askForBackup("nightly");
        var attempts = AttemptKeys.ofKey(key(killedAt(TransferCheckpoints.OBJECT_STORED)))
                .orElseThrow();
        var before = attempts.stem() + "." + attempts.extension();
        run.s3.put(before, "of the version before");
        run.s3.put(Manifest.keyOf(before), "its manifest");

        run.backup("nightly", driver, GO_ON);

        var key = key("nightly", LocalS3.BUCKET);
        assertThat(run.s3.objects()).containsExactly(key, Manifest.keyOf(key));
    }

    @Test
    void aRunThatIsOvertakenWhenItsObjectIsStoredTakesThatAway() throws Exception {
        run.askForBackup("nightly");

        assertThatThrownBy(() -> run.backup("nightly", driver, step -> {
                    if (step.is(TransferCheckpoints.OBJECT_STORED)) {
                        CompletableFuture.runAsync(this::anotherRun).join();
                    }
                }))
                .isInstanceOf(LostRaceException.class);

        var key = key("nightly", LocalS3.BUCKET);
        assertThat(run.s3.objects()).containsExactly(key, Manifest.keyOf(key));
    }

    private void anotherRun() {
        try {
            run.backup("nightly", driver, GO_ON);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void retentionRemovesWhatAnotherAttemptHasLeftWithTheObject() throws Exception {
        run.askForBackup("nightly");
        run.backup("nightly", driver, GO_ON);
        var attempts = AttemptKeys.ofKey(key("nightly", LocalS3.BUCKET)).orElseThrow();
        run.s3.put(attempts.key("00000000", false), "of a run that was thought dead");

        try (var stored = run.stores().open(run.database())) {
            assertThat(stored.remove(run.backup("nightly"))).isEmpty();
        }

        assertThat(run.s3.objects()).isEmpty();
    }

    private String remains() {
        return run.client.v1().events().inNamespace(run.namespace).list().getItems().stream()
                .filter(e -> e.getReason().equals("RemainsKept"))
                .map(Event::getMessage)
                .findFirst()
                .orElseThrow();
    }

    /** @return URL of what the first attempt wrote */
    private String killedAt(Checkpoint last) {
        assertThatThrownBy(() -> run.backup("nightly", driver, Killed.at(last))).isInstanceOf(Killed.class);
        return Objects.requireNonNull(run.backup("nightly").status().destination());
    }

    private String key(String backup, String bucket) {
        return url(bucket, Objects.requireNonNull(run.backup(backup).status().destination()));
    }

    private static String key(String url) {
        return url(LocalS3.BUCKET, url);
    }

    private static String url(String bucket, String url) {
        return url.replace("s3://" + bucket + "/", "");
    }
}
