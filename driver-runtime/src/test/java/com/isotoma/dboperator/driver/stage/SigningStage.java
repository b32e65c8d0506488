package com.isotoma.dboperator.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SigningKeyPair;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Database whose backups have signed manifests, and those who may write to its bucket. */
public final class SigningStage implements AutoCloseable {
    public static final String NIGHTLY = "nightly";
    private static final String SECRET = "backup-signing";

    public final SigningKeyPair keys = SigningKeyPair.generate();
    public final RestoreStage stage;
    public final String key;

    public SigningStage() throws Exception {
        stage = new RestoreStage(run -> {
            trust(run, keys.privateKey(), keys.publicKey());
            patch(run, "\"signing\": {\"secretName\": \"" + SECRET + "\"}");
        });
        key = stage.key(NIGHTLY);
    }

    private static void patch(TestRun run, String part) {
        run.client
                .resources(Database.class)
                .inNamespace(run.namespace)
                .withName(TestRun.NAME)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"backupTo\": {" + part + "}}}");
    }

    /** Lets the bucket vouch for itself, as before there was signing. */
    public void askForNoSignature() {
        patch(stage.run, "\"signing\": null");
    }

    public void askForSignatures() {
        patch(stage.run, "\"signing\": {\"secretName\": \"" + SECRET + "\"}");
    }

    public void encrypt(String secret) {
        patch(stage.run, "\"encryption\": {\"secretName\": \"" + secret + "\"}");
    }

    /** @param key null for a place that is only read */
    public void trust(@Nullable String key, String trusted) {
        trust(stage.run, key, trusted);
    }

    private static void trust(TestRun run, @Nullable String key, String trusted) {
        run.secret(SECRET, key == null ? Map.of("trusted", trusted) : Map.of("trusted", trusted, "key", key));
    }

    public String url() {
        return url(key);
    }

    public static String url(String key) {
        return "s3://" + LocalS3.BUCKET + "/" + key;
    }

    public Manifest manifest() throws Exception {
        return Manifest.fromJson(stage.run.s3.content(Manifest.keyOf(key)));
    }

    /** Puts it there, with the signature of whoever has these keys; without one where there are none. */
    public void put(String objectKey, byte[] object, byte[] manifest, @Nullable SigningKeyPair signer) {
        var s3 = stage.run.s3;
        s3.put(objectKey, object);
        s3.put(Manifest.keyOf(objectKey), manifest);
        s3.remove(ManifestSignature.keyOf(objectKey));
        if (signer != null) {
            s3.put(ManifestSignature.keyOf(objectKey), signer.sign(manifest));
        }
    }

    public void unsign() {
        stage.run.s3.remove(ManifestSignature.keyOf(key));
    }

    public void restoreUrl(String name, String url, boolean acceptUnsigned) throws Exception {
        stage.run.apply("""
                {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Restore", "metadata": {"name": "%s"},
                 "spec": {"database": "%s", "from": {"url": "%s"}, "overwrite": "WithoutBackup", "acceptUnsigned": %s}}
                """.formatted(name, TestRun.NAME, url, acceptUnsigned));
        stage.restore(name);
    }

    public void restoreBackup(String name) throws Exception {
        stage.apply(name, "backup: " + NIGHTLY, "WithoutBackup");
        stage.restore(name);
    }

    public Verification verify() throws Exception {
        var unused = stage.run
                .client
                .resources(Backup.class)
                .inNamespace(stage.run.namespace)
                .withName(NIGHTLY)
                .edit(b -> {
                    b.getMetadata().getAnnotations().put(ApiGroup.VERIFY_ANNOTATION, "now");
                    return b;
                });
        stage.run.verify(NIGHTLY, stage.driver, RestoreStage.GO_ON);
        return Objects.requireNonNull(stage.run.backup(NIGHTLY).status().verification());
    }

    public void assertRestoreSays(String restore, String status, String reason) {
        assertSays(stage.found(restore).status().conditions(), status, reason);
    }

    public void assertBackupSays(String status, String reason) {
        assertSays(stage.run.backup(NIGHTLY).status().conditions(), status, reason);
    }

    private static void assertSays(@Nullable List<Condition> conditions, String status, String reason) {
        assertThat(conditions)
                .filteredOn(c -> c.getType().equals("SignatureVerified"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.getReason()).isEqualTo(reason);
                    assertThat(c.getStatus()).isEqualTo(status);
                    assertThat(c.getMessage()).contains("s3://");
                });
    }

    @Override
    public void close() {
        stage.close();
    }
}
