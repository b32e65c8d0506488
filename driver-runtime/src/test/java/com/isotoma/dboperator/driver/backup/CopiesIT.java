package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.stage.MemoryDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeKeyPair;
import com.isotoma.dboperator.driver.storage.BackupReader;
import com.isotoma.dboperator.driver.storage.FaultyProxy;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups in several copies, encrypted ones among them. */
class CopiesIT {
    private static final Steps GO_ON = step -> {};
    private static final URI STORE = URI.create(LocalS3.ENDPOINT);
    private static final String NO_BUCKET = "there-is-no-such-bucket";

    private final TestRun run = new TestRun();
    private final AgeKeyPair old = AgeKeyPair.generate();
    private final AgeKeyPair current = AgeKeyPair.generate();
    private final MemoryDriver driver = new MemoryDriver(MemoryDriver.GOOD);

    CopiesIT() throws Exception {
        run.create(driver);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void oneDumpIsStoredInEachPlaceEncryptedWhereThatIsAskedFor() throws Exception {
        run.secret("keys", Map.of("recipients", "# new\n" + current.recipient() + "\n# old\n" + old.recipient()));
        run.askForBackup(
                "nightly",
                run.place(STORE, LocalS3.BUCKET, "here", null),
                run.place(STORE, LocalS3.BUCKET, "there", "keys"));

        run.backup("nightly", driver, GO_ON);

        var copies = copies("nightly");
        var plain = key(copies.get(0));
        var encrypted = key(copies.get(1));
        assertThat(run.backup("nightly").phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(run.backup("nightly").status().progressPercent()).isEqualTo(100);
        assertThat(plain).contains("/here/").endsWith(".txt.zst");
        assertThat(encrypted).contains("/there/").endsWith(".txt.zst.age");
        assertThat(read(plain)).isEqualTo("a dump that has an end");
        assertThat(read(encrypted)).isEqualTo("a dump that has an end");
        assertThat(run.s3.metadata(encrypted))
                .containsEntry("age-recipients", current.recipient() + "," + old.recipient());
        var manifest = Manifest.fromJson(run.s3.content(Manifest.keyOf(encrypted)));
        assertThat(manifest.stored().encryption())
                .isEqualTo(new Manifest.Encryption("age", List.of(current.recipient(), old.recipient())));
        assertThat(manifest.readBack()).startsWith("age -d -i KEYFILE < " + manifest.object() + " | zstd -d");
        assertThat(manifest.stored().sha256()).isEqualTo(copies.get(1).sha256());
        assertThat(allCopies("nightly").getStatus()).isEqualTo("True");
    }

    @Test
    void aCopyThatCannotBeBegunOrFailsMidwayStopsNoOther() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            proxy.cutAfter(4_000_000, 1000);
            run.askForBackup(
                    "nightly",
                    run.place(STORE, NO_BUCKET, "none", null),
                    run.place(proxy.endpoint(), LocalS3.BUCKET, "cut", null),
                    run.place(STORE, LocalS3.BUCKET, "wrong-key", "no-such-secret"),
                    run.place(STORE, LocalS3.BUCKET, "good", null));

            run.backup("nightly", new MemoryDriver(CopiesIT::random), GO_ON);
        }

        var backup = run.backup("nightly");
        var copies = copies("nightly");
        assertThat(backup.phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(copies)
                .extracting(BackupCopy::phase)
                .containsExactly(CopyPhase.FAILED, CopyPhase.FAILED, CopyPhase.FAILED, CopyPhase.COMPLETED);
        assertThat(copies.get(0).message()).contains(NO_BUCKET + " does not exist");
        assertThat(copies.get(2).message()).contains("spec.backupTo[2] of the Backup", "no-such-secret");
        assertThat(backup.status().destination()).isEqualTo(copies.get(3).destination());
        assertThat(Objects.requireNonNull(run.database().status().lastBackup()).destination())
                .isEqualTo(copies.get(3).destination());
        assertThat(backup.status().sha256()).isEqualTo(copies.get(3).sha256());
        assertThat(allCopies("nightly").getStatus()).isEqualTo("False");
        assertThat(allCopies("nightly").getMessage()).contains(NO_BUCKET, "/cut/", "no-such-secret");
        assertThat(run.events("nightly")).contains("BackupCompleted", "CopyFailed");
        assertThat(run.s3.objects()).containsExactly(key(copies.get(3)), Manifest.keyOf(key(copies.get(3))));
        assertThat(run.s3.uploads()).isEmpty();
    }

    @Test
    void aStoreThatAnswersWithErrorsAndALineThatAltersBitsStopNoOtherCopy() throws Exception {
        try (var failing = new FaultyProxy(LocalS3.ENDPOINT);
                var altering = new FaultyProxy(LocalS3.ENDPOINT)) {
            failing.alterAnswers("HTTP/1.1 200", "HTTP/1.1 500");
            altering.corruptAfter(1_000_000);
            run.askForBackup(
                    "nightly",
                    run.place(failing.endpoint(), LocalS3.BUCKET, "errors", null),
                    run.place(altering.endpoint(), LocalS3.BUCKET, "altered", null),
                    run.place(STORE, LocalS3.BUCKET, "good", null));

            run.backup("nightly", new MemoryDriver(CopiesIT::random), GO_ON);
        }

        var copies = copies("nightly");
        assertThat(copies)
                .extracting(BackupCopy::phase)
                .containsExactly(CopyPhase.FAILED, CopyPhase.FAILED, CopyPhase.COMPLETED);
        assertThat(copies.get(0).message()).contains("HTTP 500");
        assertThat(run.s3.objects()).hasSize(2).allMatch(key -> key.contains("/good/"));
    }

    @Test
    void onlyWhenNoCopyIsStoredTheBackupHasFailed() throws Exception {
        run.askForBackup("nightly", run.place(STORE, NO_BUCKET, "a", null), run.place(STORE, NO_BUCKET, "b", null));

        run.backup("nightly", driver, GO_ON);

        var backup = run.backup("nightly");
        assertThat(backup.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(backup.status().message()).contains("No copy could be stored", "/a/", "/b/", "does not exist");
        assertThat(run.s3.objects()).isEmpty();
    }

    @Test
    void aStoreThatIsAwayIsTriedAgainAndWhatTheFirstRunStoredIsWrittenAnew() throws Exception {
        var places = List.of(
                run.place(STORE, LocalS3.BUCKET, "a", null),
                run.place(STORE, LocalS3.BUCKET, "a", null),
                run.place(STORE, LocalS3.BUCKET, "b", null));
        run.askForBackup("nightly", places.toArray(new com.isotoma.dboperator.crds.v1alpha1.BackupTarget[0]));
        assertThatThrownBy(() -> run.backup("nightly", driver, step -> {
                    if (step.is(TransferCheckpoints.MANIFEST_STORED)) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        assertThat(run.s3.objects()).hasSize(4);

        run.backup("nightly", new MemoryDriver(CopiesIT::random), GO_ON);

        assertThat(copies("nightly"))
                .extracting(BackupCopy::phase)
                .containsExactly(CopyPhase.COMPLETED, CopyPhase.FAILED, CopyPhase.COMPLETED);
        assertThat(copies("nightly").get(1).message()).contains("the same place as one before it");
        assertThat(run.s3.objects()).hasSize(4);
        for (var copy : List.of(copies("nightly").get(0), copies("nightly").get(2))) {
            assertThat(read(key(copy))).hasSize(SIZE);
        }
    }

    @Test
    void aWrongRecipientIsToldBeforeTheDumpBegins() throws Exception {
        run.secret("keys", Map.of("recipients", old.recipient() + "\nage1wrong\n"));
        var place = run.place(STORE, LocalS3.BUCKET, "x", "keys");
        run.askForBackup("wrong", place);
        run.secret("empty", Map.of("identities", old.identity()));
        run.askForBackup("missing", run.place(STORE, LocalS3.BUCKET, "x", "empty"));
        var never = new MemoryDriver(sink -> {
            throw DriverException.internal("Dumped", "the dump was begun", null);
        });

        run.backup("wrong", never, GO_ON);
        run.backup("missing", never, GO_ON);

        assertThat(run.backup("wrong").failure()).isEqualTo("EncryptionKeyInvalid");
        assertThat(run.backup("wrong").status().message())
                .contains("key recipients of the Secret keys", "line 2")
                .doesNotContain("age1wrong");
        assertThat(run.backup("missing").status().message()).contains("recipients", "the Secret empty does not have");
    }

    @Test
    void aKeyPairIsReplacedAndOlderBackupsStayReadable() throws Exception {
        run.secret("keys", Map.of("recipients", old.recipient()));
        run.askForBackup("before", run.place(STORE, LocalS3.BUCKET, "x", "keys"));
        run.backup("before", driver, GO_ON);
        run.secret("new-keys", Map.of("recipients", current.recipient()));
        run.askForBackup("after", run.place(STORE, LocalS3.BUCKET, "x", "new-keys"));
        run.backup("after", driver, GO_ON);

        for (var backup : List.of("before", "after")) {
            assertThat(read(key(copies(backup).getFirst()))).isEqualTo("a dump that has an end");
        }
    }

    private static final int SIZE = 20_000_000;

    private static void random(java.io.OutputStream sink) throws java.io.IOException {
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        for (int at = 0; at < SIZE; at += 1_000_000) {
            sink.write(bytes, at, 1_000_000);
        }
    }

    private List<BackupCopy> copies(String backup) {
        return Objects.requireNonNull(run.backup(backup).status().copies());
    }

    private static String key(BackupCopy copy) {
        return Objects.requireNonNull(copy.destination()).replace("s3://" + LocalS3.BUCKET + "/", "");
    }

    private Condition allCopies(String backup) {
        return Conditions.find(run.backup(backup).status().conditions(), "AllCopies")
                .orElseThrow();
    }

    private String read(String key) throws Exception {
        var identities = AgeIdentities.parse(current.identity() + "\n" + old.identity(), "key file");
        try (var reader = new BackupReader(new ByteArrayInputStream(run.s3.content(key)), key, identities)) {
            return new String(reader.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
