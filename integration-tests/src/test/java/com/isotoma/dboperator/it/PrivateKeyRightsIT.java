package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.VerificationResult;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Database whose backups are encrypted, with the private keys in a Secret of their own: who may read that. */
@WithOperator
class PrivateKeyRightsIT {
    private static final Server SERVER = Servers.demoHttp();
    private static final String PRIVATE = "private-keys";
    private static final String BACKUPS = "db-operator-driver-backups";

    private final TestNamespace namespace = TestNamespace.create(SERVER);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void runsReadPrivateKeysOnlyWhileABackupIsReadBack() throws Exception {
        var generated = Program.run("age-keygen").output();
        var identity = line(generated, "(AGE-SECRET-KEY-1\\w+)");
        namespace.secret("public-keys", Map.of("recipients", line(generated, "(age1\\w+)")));
        namespace.secret(PRIVATE, Map.of("identities", identity));
        namespace.secret("another", Map.of("identities", identity));
        namespace.apply(DatabaseYaml.of(SERVER, "orders")
                .set("deletionPolicy", "Delete")
                .set("backupTo.encryption", Map.of("secretName", "public-keys", "identitiesSecretName", PRIVATE)));
        namespace.awaitReady("orders");

        try (var run = Cluster.as(namespace.name, "db-operator-driver-orders")) {
            namespace.backupOf("orders", "nightly");
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            for (var secret : List.of(PRIVATE, "another")) {
                Denied.byRbac(() -> read(run, secret));
            }
            dryRun(run, "public-keys", PRIVATE);
            Denied.by(BACKUPS, () -> dryRun(run, "public-keys", "another"));
            Denied.by(BACKUPS, () -> dryRun(run, "another", PRIVATE));

            namespace.apply(Yaml.backup("verified", "orders") + "\n  verify: true\n");
            TestNamespace.await().untilAsserted(() -> {
                var status =
                        Objects.requireNonNull(namespace.backup("verified")).getStatus();
                assertThat(status.verification()).isNotNull();
                assertThat(Objects.requireNonNull(status.verification()).result())
                        .isEqualTo(VerificationResult.PASSED);
            });
            namespace.apply(Yaml.restore("back", "orders", "backup: nightly", "WithoutBackup"));
            namespace.awaitRestore("back", RestorePhase.COMPLETED);

            // The next Job takes what the last one needed away.
            namespace.backupOf("orders", "later");
            namespace.awaitBackup("later", BackupPhase.COMPLETED);
            Denied.byRbac(() -> read(run, PRIVATE));
        }
    }

    private static String line(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private void read(KubernetesClient run, String secret) {
        run.secrets().inNamespace(namespace.name).withName(secret).get();
    }

    private void dryRun(KubernetesClient run, String publicKeys, String privateKeys) {
        run.resource(Yaml.backup("own", "orders") + "\n  backupTo: [{s3: {bucket: b}, encryption: {secretName: "
                        + publicKeys + ", identitiesSecretName: " + privateKeys + "}}]\n")
                .inNamespace(namespace.name)
                .dryRun()
                .create();
    }
}
