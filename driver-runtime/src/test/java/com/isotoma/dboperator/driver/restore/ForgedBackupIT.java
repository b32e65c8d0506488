package com.isotoma.dboperator.driver.restore;

import static com.isotoma.dboperator.driver.stage.RestoreStage.BACKED_UP;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.stage.Forgery;
import com.isotoma.dboperator.driver.stage.RestoreStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whoever can write to the bucket can write an object with a manifest that fits; the Backup knows what it stored. */
@Execution(ExecutionMode.CONCURRENT)
class ForgedBackupIT {
    private static final String BACKUP = "nightly";

    private final RestoreStage stage = new RestoreStage();
    private final String key = stage.key(BACKUP);

    ForgedBackupIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aForgedObjectWithAFittingManifestIsNotRestored() throws Exception {
        forge("forged");
        stage.apply("r", "backup: " + BACKUP, "WithoutBackup");

        stage.restore("r");

        stage.assertFailed("r", Reasons.BACKUP_DAMAGED, "does not describe what the Backup stored");
    }

    @Test
    void norIsItByTheLatest() throws Exception {
        forge("forged");
        stage.apply("r", "latest: {}", "WithoutBackup");

        stage.restore("r");

        stage.assertFailed("r", Reasons.BACKUP_DAMAGED, "does not describe what the Backup stored");
    }

    @Test
    void aForgedObjectWithoutAManifestIsNotRestored() throws Exception {
        stage.run.s3.put(key, Zstd.compress(dump("forged")));
        stage.run.s3.remove(Manifest.keyOf(key));
        stage.apply("r", "backup: " + BACKUP, "WithoutBackup");

        stage.restore("r");

        stage.assertFailed("r", Reasons.BACKUP_DAMAGED, "were stored");
    }

    @Test
    void aForgedObjectIsNotVerified() throws Exception {
        forge("forged");
        verify();
        var verification =
                Objects.requireNonNull(stage.run.backup(BACKUP).status().verification());
        assertThat(verification.result()).isEqualTo(VerificationResult.FAILED);
        assertThat(verification.message()).contains("does not describe what the Backup stored");
    }

    private void verify() throws Exception {
        var unused = stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.namespace)
                .withName(BACKUP)
                .edit(b -> {
                    b.getMetadata().setAnnotations(Map.of(ApiGroup.VERIFY_ANNOTATION, "now"));
                    return b;
                });

        stage.run.verify(BACKUP, stage.driver, RestoreStage.GO_ON);
    }

    @Test
    void aBackupOfAnotherObjectUnderTheNameOfThisOneIsNotRestored() throws Exception {
        stage.backUp("later");
        stage.run.s3.put(key, stage.run.s3.content(stage.key("later")));
        stage.run.s3.put(Manifest.keyOf(key), stage.run.s3.content(Manifest.keyOf(stage.key("later"))));
        var url = stage.run.backup(BACKUP).status().destination();
        stage.apply("r", "url: \"" + url + "\"", "WithoutBackup");

        stage.restore("r");

        stage.assertFailed("r", Reasons.BACKUP_DAMAGED, "describes an object of the name");
    }

    @Test
    void aManifestOfAnotherOriginIsNotBelieved() throws Exception {
        var m = manifest();
        var d = m.dump();
        var elsewhere = new Manifest.Dump(
                d.driver(),
                d.serverVersion(),
                "another server",
                "another_database",
                d.extension(),
                d.mediaType(),
                d.sizeBytes(),
                d.startedAt(),
                d.completedAt(),
                d.rows());
        var origins = Map.of(
                "its namespace is", Forgery.of(m, "another", TestRun.NAME),
                "its Database is", Forgery.of(m, stage.run.namespace, "another"),
                "its database on the server is",
                        new Manifest(m.formatVersion(), m.object(), m.origin(), elsewhere, m.stored(), m.readBack()));
        for (var origin : origins.entrySet()) {
            stage.run.s3.put(Manifest.keyOf(key), origin.getValue().toJson());
            var name = origin.getKey().replace(' ', '-').toLowerCase(Locale.ROOT);
            stage.apply(name, "backup: " + BACKUP, "WithoutBackup");
            stage.restore(name);
            stage.assertFailed(name, Reasons.BACKUP_DAMAGED, origin.getKey());
        }
        verify();
        var verification =
                Objects.requireNonNull(stage.run.backup(BACKUP).status().verification());
        assertThat(verification.result()).isEqualTo(VerificationResult.FAILED);
        assertThat(verification.message()).contains("does not describe what the Backup stored");
    }

    @Test
    void whatTheBackupStoredIsRestored() throws Exception {
        stage.apply("r", "backup: " + BACKUP, "WithoutBackup");

        stage.restore("r");

        stage.assertCompleted("r", BACKED_UP);
    }

    private static byte[] dump(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts another object there, with a manifest in which everything fits it. */
    private void forge(String line) throws Exception {
        var forged = Forgery.of(manifest(), line);
        stage.run.s3.put(key, forged.object());
        stage.run.s3.put(Manifest.keyOf(key), forged.manifest().toJson());
    }

    private Manifest manifest() throws Exception {
        return Manifest.fromJson(stage.run.s3.content(Manifest.keyOf(key)));
    }
}
