package com.isotoma.dboperator.driver.backup;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.GO_ON;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.stage.Forgery;
import com.isotoma.dboperator.driver.stage.Killed;
import com.isotoma.dboperator.driver.stage.LocationStage;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.SigningStage;
import com.isotoma.dboperator.driver.storage.AgeKeyPair;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SignatureReasons;
import com.isotoma.dboperator.driver.storage.SigningKeyPair;
import com.isotoma.dboperator.driver.transfer.TransferCheckpoints;
import com.isotoma.dboperator.reasons.BackupReasons;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Signed backups where the cluster has forgotten, where they are encrypted, and in StorageLocations. */
@Execution(ExecutionMode.CONCURRENT)
class SignedReturnIT {
    private final SigningStage signing = new SigningStage();
    private final RestoreStage stage = signing.stage;
    private final String key = signing.key;

    SignedReturnIT() throws Exception {}

    @AfterEach
    void close() {
        signing.close();
    }

    /** Applies the Backup again without its status; with the annotation that names its object if it is an export. */
    private void comesBack(boolean exported) throws Exception {
        var resources = stage.run.client.resources(Backup.class).inNamespace(stage.run.namespace);
        var before = resources.withName(SigningStage.NIGHTLY).get();
        resources.withName(SigningStage.NIGHTLY).delete();
        var copy = new Backup();
        copy.getMetadata().setName(SigningStage.NIGHTLY);
        copy.getMetadata().setNamespace(stage.run.namespace);
        copy.getMetadata()
                .setAnnotations(exported ? new TreeMap<>(before.getMetadata().getAnnotations()) : new TreeMap<>());
        copy.setSpec(before.getSpec());
        stage.run.client.resource(copy).create();
        stage.run.backup(SigningStage.NIGHTLY, stage.driver, GO_ON);
    }

    private void assertComplete(String reason) {
        var backup = stage.run.backup(SigningStage.NIGHTLY);
        assertThat(backup.status().conditions())
                .filteredOn(c -> c.getType().equals("Complete"))
                .singleElement()
                .satisfies(c -> assertThat(c.getReason()).isEqualTo(reason));
    }

    @Test
    void aBackupThatComesBackVouchesWhereItsManifestIsSigned() throws Exception {
        comesBack(false);

        assertComplete(BackupReasons.ALREADY_STORED);
        signing.assertBackupSays("True", SignatureReasons.SIGNATURE_VALID);
        // What is done to the bucket from now on does not count.
        signing.unsign();
        signing.restoreBackup("named");
        stage.assertCompleted("named", BACKED_UP);
    }

    @Test
    void anExportThatNamesAForgeryDoesNotVouchForIt() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        signing.put(key, forged.object(), forged.manifest().toJson(), null);

        comesBack(true);

        assertComplete(BackupReasons.ALREADY_STORED);
        signing.assertBackupSays("False", SignatureReasons.SIGNATURE_MISSING);
        signing.restoreBackup("named");
        stage.assertFailed("named", SignatureReasons.SIGNATURE_MISSING, "only the bucket says");
        assertThat(signing.verify().result()).isEqualTo(VerificationResult.UNDECIDED);
        signing.assertBackupSays("False", SignatureReasons.SIGNATURE_MISSING);
    }

    @Test
    void norDoesOneThatCameBackBeforeSignaturesWereAskedFor() throws Exception {
        signing.askForNoSignature();
        var forged = Forgery.of(signing.manifest(), "forged");
        signing.put(key, forged.object(), forged.manifest().toJson(), SigningKeyPair.generate());
        comesBack(true);
        assertComplete(BackupReasons.ALREADY_STORED);

        signing.askForSignatures();
        signing.restoreBackup("named");

        stage.assertFailed("named", SignatureReasons.SIGNATURE_UNKNOWN_KEY, "only the bucket says");
    }

    @Test
    void anExportThatNamesWhatWasChangedHasFailed() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        stage.run.s3.put(key, forged.object());
        stage.run.s3.put(Manifest.keyOf(key), forged.manifest().toJson());

        comesBack(true);

        var backup = stage.run.backup(SigningStage.NIGHTLY);
        assertThat(backup.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(backup.failure()).isEqualTo(SignatureReasons.SIGNATURE_INVALID);
    }

    @Test
    void noForgeryKeepsANewBackupFromBeingMade() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        signing.put(key, forged.object(), forged.manifest().toJson(), null);

        comesBack(false);

        assertComplete(BackupReasons.BACKUP_SUCCEEDED);
        signing.restoreBackup("named");
        stage.assertCompleted("named", PRESENT);
    }

    @Test
    void anAttemptThatWasKilledLeavesNoSignature() throws Exception {
        for (var step : new Checkpoint[] {TransferCheckpoints.OBJECT_STORED, TransferCheckpoints.MANIFEST_STORED}) {
            var name = step.is(TransferCheckpoints.OBJECT_STORED) ? "first" : "second";
            stage.run.askForBackup(name);
            assertThatThrownBy(() -> stage.run.backup(name, stage.driver, Killed.at(step)))
                    .isInstanceOf(Killed.class);
            stage.run.backup(name, stage.driver, GO_ON);

            var made = stage.key(name);
            assertThat(stage.run.s3.objects())
                    .filteredOn(o -> o.contains("-" + name + "-"))
                    .containsExactlyInAnyOrder(made, Manifest.keyOf(made), ManifestSignature.keyOf(made));
        }
    }

    @Test
    void encryptedBackupsAreSignedToo() throws Exception {
        var pair = AgeKeyPair.generate();
        try (var encrypted = new SigningStage()) {
            encrypted.stage.run.secret("age", Map.of("recipients", pair.recipient(), "identities", pair.identity()));
            encrypted.encrypt("age");
            encrypted.stage.backUp("secret");
            var secret = encrypted.stage.key("secret");
            assertThat(secret).endsWith(".age");

            encrypted.restoreUrl("good", SigningStage.url(secret), false);
            encrypted.stage.assertCompleted("good", PRESENT);
            encrypted.assertRestoreSays("good", "True", SignatureReasons.SIGNATURE_VALID);

            // Recipients are public: whoever writes to the bucket can encrypt for them.
            var m = Manifest.fromJson(encrypted.stage.run.s3.content(Manifest.keyOf(secret)));
            encrypted.put(secret, encrypted.stage.run.s3.content(secret), m.toJson(), SigningKeyPair.generate());
            encrypted.restoreUrl("other", SigningStage.url(secret), false);
            encrypted.stage.assertFailed("other", SignatureReasons.SIGNATURE_UNKNOWN_KEY, "backup-signing");
        }
    }

    @Test
    void locationsSignWithTheKeyOfTheOperatorsNamespace() throws Exception {
        try (var locations = new LocationStage(stage.run)) {
            var keys = SigningKeyPair.generate();
            locations.secret("signing", Map.of("key", keys.privateKey(), "trusted", keys.publicKey()));
            signing.askForNoSignature();
            locations.use(locations.location(
                    "offsite",
                    LocalS3.BUCKET,
                    LocationStage.KEY,
                    locations.namespace(),
                    "\"signing\": {\"secretName\": \"signing\"}"));
            stage.backUp("weekly");
            var weekly = stage.key("weekly");
            assertThat(stage.run.s3.has(ManifestSignature.keyOf(weekly))).isTrue();

            signing.restoreUrl("good", SigningStage.url(weekly), false);
            stage.assertCompleted("good", PRESENT);
            signing.assertRestoreSays("good", "True", SignatureReasons.SIGNATURE_VALID);

            // The tenant's own key is none of the location's.
            var manifest = stage.run.s3.content(Manifest.keyOf(weekly));
            signing.put(weekly, stage.run.s3.content(weekly), manifest, signing.keys);
            signing.restoreUrl("forged", SigningStage.url(weekly), false);
            stage.assertFailed("forged", SignatureReasons.SIGNATURE_UNKNOWN_KEY, "Secret signing");
        }
    }
}
