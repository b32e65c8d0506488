package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static com.isotoma.dboperator.driver.stage.RestoreStage.PRESENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Forgery;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.SigningStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SignatureReasons;
import com.isotoma.dboperator.driver.storage.SigningKeyPair;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whoever may write to a bucket makes no backup that is restored where manifests are signed. */
@Execution(ExecutionMode.CONCURRENT)
class SignedBackupIT {
    private final SigningStage signing = new SigningStage();
    private final RestoreStage stage = signing.stage;
    private final String key = signing.key;

    SignedBackupIT() throws Exception {}

    @AfterEach
    void close() {
        signing.close();
    }

    @Test
    void whatARunHasSignedIsRestoredAndVerifiedAndBothSaySo() throws Exception {
        assertThat(stage.run.s3.objects()).contains(key, Manifest.keyOf(key), ManifestSignature.keyOf(key));

        signing.restoreUrl("url", signing.url(), false);
        stage.assertCompleted("url", BACKED_UP);
        signing.assertRestoreSays("url", "True", SignatureReasons.SIGNATURE_VALID);

        stage.store(PRESENT);
        signing.restoreBackup("named");
        stage.assertCompleted("named", BACKED_UP);
        signing.assertRestoreSays("named", "True", SignatureReasons.SIGNATURE_VALID);

        assertThat(signing.verify().result()).isEqualTo(VerificationResult.PASSED);
        signing.assertBackupSays("True", SignatureReasons.SIGNATURE_VALID);
    }

    @Test
    void aForgedObjectWithAFittingManifestIsRefusedWhateverTheRestoreAccepts() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        stage.run.s3.put(key, forged.object());
        stage.run.s3.put(Manifest.keyOf(key), forged.manifest().toJson());

        signing.restoreUrl("forged", signing.url(), true);

        stage.assertFailed("forged", SignatureReasons.SIGNATURE_INVALID, "is not the one that was signed");
        signing.assertRestoreSays("forged", "False", SignatureReasons.SIGNATURE_INVALID);
        assertThat(signing.verify().result()).isEqualTo(VerificationResult.FAILED);
        signing.assertBackupSays("False", SignatureReasons.SIGNATURE_INVALID);
    }

    @Test
    void aForgeryWithoutASignatureIsRefusedFromAnAddressAlone() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        signing.put(key, forged.object(), forged.manifest().toJson(), null);

        signing.restoreUrl("unsigned", signing.url(), false);
        stage.assertFailed("unsigned", SignatureReasons.SIGNATURE_MISSING, "acceptUnsigned");

        stage.run.s3.remove(Manifest.keyOf(key));
        signing.restoreUrl("bare", signing.url(), false);
        stage.assertFailed("bare", SignatureReasons.SIGNATURE_MISSING, "There is no manifest");

        signing.restoreBackup("named");
        stage.assertFailed("named", Reasons.BACKUP_DAMAGED, "were stored");
    }

    @Test
    void aForgeryThatIsSignedWithAnotherKeyIsRefused() throws Exception {
        var forged = Forgery.of(signing.manifest(), "forged");
        signing.put(key, forged.object(), forged.manifest().toJson(), SigningKeyPair.generate());

        signing.restoreUrl("url", signing.url(), false);

        stage.assertFailed("url", SignatureReasons.SIGNATURE_UNKNOWN_KEY, "key trusted of the Secret backup-signing");
        signing.assertRestoreSays("url", "False", SignatureReasons.SIGNATURE_UNKNOWN_KEY);
    }

    @Test
    void aSignedBackupOfAnotherDatabaseIsRefusedInThePlaceOfThisOne() throws Exception {
        var object = stage.run.s3.content(key);
        var others = List.of(
                Forgery.of(signing.manifest(), stage.run.namespace, "another"),
                Forgery.of(signing.manifest(), "another", TestRun.NAME));
        for (var other : others) {
            signing.put(key, object, other.toJson(), signing.keys);
            var name = "swapped-" + others.indexOf(other);
            signing.restoreUrl(name, signing.url(), true);
            stage.assertFailed(name, SignatureReasons.SIGNATURE_INVALID, "is signed for another place");
            assertThat(signing.verify().result()).isEqualTo(VerificationResult.FAILED);
        }
    }

    @Test
    void aSignedBackupIsRefusedInTheFolderOfAnotherDatabaseAndTakenInACopyOfTheWholeTree() throws Exception {
        var object = stage.run.s3.content(key);
        var manifest = stage.run.s3.content(Manifest.keyOf(key));
        var elsewhere = key.replace("/" + TestRun.NAME + "/", "/another/");
        signing.put(elsewhere, object, manifest, signing.keys);
        signing.restoreUrl("elsewhere", SigningStage.url(elsewhere), true);
        stage.assertFailed("elsewhere", SignatureReasons.SIGNATURE_INVALID, "is signed for another place");

        var mirror =
                stage.run.s3.key("mirror/") + key.substring(stage.run.s3.key("").length());
        signing.put(mirror, object, manifest, signing.keys);
        signing.restoreUrl("mirror", SigningStage.url(mirror), false);
        stage.assertCompleted("mirror", BACKED_UP);
    }

    @Test
    void anObjectThatIsNotTheSignedOneIsDamaged() throws Exception {
        stage.run.s3.put(key, Forgery.of(signing.manifest(), "forged").object());

        signing.restoreUrl("url", signing.url(), true);

        stage.assertFailed("url", Reasons.BACKUP_DAMAGED, "were stored");
        signing.assertRestoreSays("url", "True", SignatureReasons.SIGNATURE_VALID);
    }

    @Test
    void anotherBackupOfTheSameDatabaseIsNotThisOne() throws Exception {
        stage.backUp("later");
        var later = stage.key("later");
        var manifest = stage.run.s3.content(Manifest.keyOf(later));
        signing.put(key, stage.run.s3.content(later), manifest, signing.keys);

        signing.restoreUrl("url", signing.url(), true);

        stage.assertFailed("url", SignatureReasons.SIGNATURE_INVALID, "is signed for another place");
    }

    @Test
    void anOldBackupWithoutASignatureIsRestoredWhereABackupOrAPersonVouchesForIt() throws Exception {
        signing.unsign();

        signing.restoreBackup("named");
        stage.assertCompleted("named", BACKED_UP);
        signing.assertRestoreSays("named", "False", SignatureReasons.SIGNATURE_MISSING);
        assertThat(signing.verify().result()).isEqualTo(VerificationResult.PASSED);
        signing.assertBackupSays("False", SignatureReasons.SIGNATURE_MISSING);

        stage.store(PRESENT);
        signing.restoreUrl("refused", signing.url(), false);
        stage.assertFailed("refused", SignatureReasons.SIGNATURE_MISSING, "acceptUnsigned: true");

        signing.restoreUrl("accepted", signing.url(), true);
        stage.assertCompleted("accepted", BACKED_UP);
        signing.assertRestoreSays("accepted", "False", SignatureReasons.SIGNATURE_MISSING);
    }

    @Test
    void whereNoSignatureIsAskedForNoneIsSpokenOf() throws Exception {
        signing.askForNoSignature();

        signing.restoreUrl("url", signing.url(), false);

        stage.assertCompleted("url", BACKED_UP);
        assertThat(stage.found("url").status().conditions())
                .noneMatch(c -> c.getType().equals("SignatureVerified"));
        stage.backUp("unsigned");
        assertThat(stage.run.s3.has(ManifestSignature.keyOf(stage.key("unsigned"))))
                .isFalse();
    }

    @Test
    void keysAreReplacedWithoutLosingABackup() throws Exception {
        var next = SigningKeyPair.generate();
        signing.trust(signing.keys.privateKey(), signing.keys.publicKey() + next.publicKey());
        signing.trust(next.privateKey(), signing.keys.publicKey() + next.publicKey());
        stage.backUp("next");

        for (var backup : List.of("nightly", "next")) {
            signing.restoreUrl("of-" + backup, SigningStage.url(stage.key(backup)), false);
            signing.assertRestoreSays("of-" + backup, "True", SignatureReasons.SIGNATURE_VALID);
        }

        stage.store(PRESENT);
        signing.trust(null, next.publicKey());
        signing.restoreUrl("new", SigningStage.url(stage.key("next")), false);
        stage.assertCompleted("new", PRESENT);
        signing.restoreUrl("old", signing.url(), false);
        stage.assertFailed("old", SignatureReasons.SIGNATURE_UNKNOWN_KEY, "is signed with a key that is not in");
        signing.restoreBackup("named");
        stage.assertCompleted("named", BACKED_UP);
        signing.assertRestoreSays("named", "False", SignatureReasons.SIGNATURE_UNKNOWN_KEY);
    }

    @Test
    void aMissingOrUntrustedKeyIsReportedBeforeTheDump() throws Exception {
        signing.trust(null, signing.keys.publicKey());
        stage.backUp("without");
        assertFailed("without", Reasons.SECRET_NOT_FOUND, "key key");

        signing.trust(SigningKeyPair.generate().privateKey(), signing.keys.publicKey());
        stage.backUp("untrusted");
        assertFailed("untrusted", Reasons.SIGNING_KEY_INVALID, "whose public key is not in");

        assertThat(stage.run.s3.objects()).noneMatch(o -> o.contains("without") || o.contains("untrusted"));
    }

    private void assertFailed(String backup, String reason, String message) {
        var made = stage.run.backup(backup);
        assertThat(made.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(made.failure()).isEqualTo(reason);
        assertThat(made.status().message()).contains(message).doesNotContain("BEGIN");
    }
}
