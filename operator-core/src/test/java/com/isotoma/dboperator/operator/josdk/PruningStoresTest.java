package com.isotoma.dboperator.operator.josdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PruningStoresTest {
    @Test
    void noPasswordIsKept() {
        var store = PruningStores.databases();
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
        var store = PruningStores.restores();
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
    void theNamesOfSecretsAreKeptAndNothingElseOfThem() {
        var databases = PruningStores.databases();
        var spec = """
                  driver: mysql
                  connect: {host: db}
                  credentials:
                    username: {value: root}
                    password: {valueFrom: {secretKeyRef: {name: admin, key: p}}}
                  backupTo:
                    encryption: {secretName: age}
                    s3:
                      bucket: b
                      credentials:
                        accessKeyId: {value: s3cret}
                        secretAccessKey: {valueFrom: {secretKeyRef: {name: store, key: k}}}
                """;
        databases.put(
                "team/shop",
                Serialization.unmarshal("metadata: {name: shop, namespace: team}\nspec:\n" + spec, Database.class));
        var kept = databases.get("team/shop");
        assertThat(SecretReferences.of(kept.getSpec())).containsExactly("admin", "age", "store");
        assertThat(Serialization.asYaml(kept)).doesNotContain("s3cret", "root");

        var backups = PruningStores.backups();
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
                        Objects.requireNonNull(backups.get("team/b").getSpec().backupTo()).get(0)))
                .containsExactly("copy");
        assertThat(Serialization.asYaml(backups.get("team/b"))).doesNotContain("s3cret");
    }
}
