package com.isotoma.dboperator.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.ConfigMapReferences;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.OverwritePolicy;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.backup.BackupKind;
import com.isotoma.dboperator.operator.database.DatabaseKind;
import com.isotoma.dboperator.operator.location.LocationKind;
import com.isotoma.dboperator.operator.restore.RestoreKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PruningStoresTest {
    @Test
    void noPasswordIsKept() {
        var store = store(DatabaseKind.KIND);
        var database = Serialization.unmarshal("""
                metadata:
                  name: shop
                  namespace: team
                  annotations: {"kubectl.kubernetes.io/last-applied-configuration": "with s3cret", kept: "yes"}
                  managedFields: [{manager: kubectl}]
                spec:
                  driver: mysql
                  connect: {host: db, password: s3cret}
                  credentials: {username: {value: root}, password: {value: s3cret}}
                """, Database.class);
        store.put("team/shop", database);
        var kept = store.get("team/shop");
        assertThat(kept.getSpec().driver()).isEqualTo("mysql");
        assertThat(kept.getMetadata().getAnnotations()).containsEntry("kept", "yes");
        assertThat(Serialization.asYaml(kept)).doesNotContain("s3cret", "managedFields: [{");
    }

    @Test
    void noAccessKeyOfARestoreIsKept() {
        var store = store(RestoreKind.KIND);
        var restore = Serialization.unmarshal("""
                metadata: {name: back, namespace: team}
                spec:
                  database: shop
                  from: {latest: {}}
                  storage: {s3: {bucket: b, credentials: {accessKeyId: {value: id}, secretAccessKey: {value: s3cret}}}}
                """, Restore.class);
        store.put("team/back", restore);
        var kept = store.get("team/back");
        assertThat(kept.getSpec().database()).isEqualTo("shop");
        assertThat(Serialization.asYaml(kept)).doesNotContain("s3cret");
    }

    @Test
    void ofABackupThatHasEndedOnlyWhatIsReadIsKept() {
        var store = store(BackupKind.KIND);
        var backup = Serialization.unmarshal("""
                metadata:
                  name: nightly
                  namespace: team
                  uid: 0d7f
                  labels: {db.isotoma.com/schedule: nightly, retention.db.isotoma.com/daily: "2026-11-21"}
                  annotations: {db.isotoma.com/scheduled-at: "2026-11-21T03:00:00Z", example.com/note: long}
                spec: {database: shop, verify: true}
                status:
                  phase: Completed
                  driver: mysql
                  destination: s3://bucket/long
                  sha256: long
                  completedAt: "2026-11-21T03:07:00Z"
                  message: long
                  copies: [{destination: s3://bucket/long}]
                  conditions: [{type: Complete, status: "True", reason: BackupSucceeded, message: long}]
                  verification: {request: spec, result: Passed, message: long}
                """, Backup.class);
        boolean due = Verification.due(backup).isPresent();
        store.put("team/nightly", backup);

        var kept = store.get("team/nightly");
        assertThat(kept.getMetadata().getUid()).isEqualTo("0d7f");
        assertThat(kept.getMetadata().getLabels()).containsOnlyKeys("db.isotoma.com/schedule");
        assertThat(kept.getMetadata().getAnnotations()).containsOnlyKeys("db.isotoma.com/scheduled-at");
        assertThat(kept.getSpec().verify()).isTrue();
        assertThat(kept.getStatus().phase()).isEqualTo(BackupPhase.COMPLETED);
        assertThat(kept.getStatus().driver()).isEqualTo("mysql");
        assertThat(kept.getStatus().completedAt()).isEqualTo("2026-11-21T03:07:00Z");
        assertThat(Verification.due(kept).isPresent()).isEqualTo(due).isFalse();
        assertThat(Serialization.asYaml(kept)).doesNotContain("long");
    }

    @Test
    void ofPlacesForBackupsOnlyTheNamesOfLocationsAreKept() {
        var backups = store(BackupKind.KIND);
        backups.put("team/nightly", Serialization.unmarshal("""
                metadata: {name: nightly, namespace: team}
                spec:
                  database: shop
                  backupTo:
                    - {s3: {bucket: b, credentials: {accessKeyId: {value: id}, secretAccessKey: {value: s3cret}}}}
                    - {location: offsite}
                """, Backup.class));
        var backup = backups.get("team/nightly");
        assertThat(backup.getSpec().backupTo())
                .extracting(BackupTarget::location)
                .containsExactly(null, "offsite");
        assertThat(Serialization.asYaml(backup)).doesNotContain("s3cret");

        var databases = store(DatabaseKind.KIND);
        databases.put("team/shop", Serialization.unmarshal("""
                metadata: {name: shop, namespace: team}
                spec:
                  driver: mysql
                  connect: {}
                  credentials: {username: {value: root}, password: {value: s3cret}}
                  backupTo: {location: offsite}
                  deletionPolicy: Retain
                """, Database.class));
        assertThat(databases.get("team/shop").getSpec()).satisfies(spec -> {
            assertThat(spec.backupTo()).isEqualTo(BackupTarget.at("offsite"));
            assertThat(spec.deletionPolicy()).isEqualTo(DeletionPolicy.RETAIN);
        });

        var restores = store(RestoreKind.KIND);
        restores.put("team/back", Serialization.unmarshal("""
                metadata: {name: back, namespace: team}
                spec: {database: shop, from: {backup: nightly}, storage: {location: offsite}, overwrite: AfterBackup}
                """, Restore.class));
        assertThat(restores.get("team/back").getSpec()).satisfies(spec -> {
            assertThat(spec.storage()).isEqualTo(BackupTarget.at("offsite"));
            assertThat(spec.from().backup()).isEqualTo("nightly");
            assertThat(spec.effectiveOverwrite()).isEqualTo(OverwritePolicy.AFTER_BACKUP);
        });
    }

    @Test
    void ofALocationIsKeptWhoMayUseItAndTheNamesOfItsSecretsAndNoAccessKey() {
        var store = store(LocationKind.KIND);
        var key = "offsite";
        store.put(key, Serialization.unmarshal("""
                metadata: {name: offsite}
                spec:
                  allowedNamespaces: [team]
                  checkInterval: 5m
                  encryption: {secretName: age}
                  signing: {secretName: sign}
                  s3:
                    bucket: b
                    credentials:
                      accessKeyId: {value: id}
                      secretAccessKey: {value: s3cret}
                      sessionToken: {valueFrom: {secretKeyRef: {name: token, key: t}}}
                """, StorageLocation.class));
        var kept = store.get(key);
        assertThat(SecretReferences.of(kept.getSpec())).containsExactly("age", "sign", "token");
        assertThat(kept.getSpec().allows("team")).isTrue();
        assertThat(kept.getSpec().effectiveCheckInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(Serialization.asYaml(kept)).doesNotContain("s3cret");
    }

    @Test
    void theNamesOfSecretsAreKeptAndNothingElseOfThem() {
        var databases = store(DatabaseKind.KIND);
        var spec = """
                  driver: mysql
                  connect: {host: db}
                  credentials:
                    username: {value: root}
                    password: {valueFrom: {secretKeyRef: {name: admin, key: p}}}
                  backupTo:
                    encryption: {secretName: age}
                    signing: {secretName: sign}
                    s3:
                      bucket: b
                      credentials:
                        accessKeyId: {value: s3cret}
                        secretAccessKey: {valueFrom: {secretKeyRef: {name: store, key: k}}}
                  tls:
                    caCertificate: {configMapKeyRef: {name: authority, key: k}}
                    clientCertificate: {secretName: client}
                """;
        databases.put(
                "team/shop",
                Serialization.unmarshal("metadata: {name: shop, namespace: team}\nspec:\n" + spec, Database.class));
        var kept = databases.get("team/shop");
        assertThat(SecretReferences.of(kept.getSpec())).containsExactly("admin", "age", "client", "sign", "store");
        assertThat(ConfigMapReferences.of(kept.getSpec())).containsExactly("authority");
        assertThat(Serialization.asYaml(kept)).doesNotContain("s3cret", "root");

        var backups = store(BackupKind.KIND);
        backups.put("team/b", Serialization.unmarshal("""
                metadata: {name: b, namespace: team}
                spec:
                  database: shop
                  backupTo:
                  - s3:
                      bucket: b
                      credentials:
                        accessKeyId: {value: s3cret}
                        secretAccessKey: {valueFrom: {secretKeyRef: {name: copy, key: k}}}
                """, Backup.class));
        assertThat(SecretReferences.of(
                        Objects.requireNonNull(backups.get("team/b").getSpec().backupTo())
                                .get(0)))
                .containsExactly("copy");
        assertThat(Serialization.asYaml(backups.get("team/b"))).doesNotContain("s3cret");
    }

    private static <R extends HasMetadata> PruningStore<R> store(Kind<R> kind) {
        return new PruningStore<>(Objects.requireNonNull(kind.pruning()));
    }
}
