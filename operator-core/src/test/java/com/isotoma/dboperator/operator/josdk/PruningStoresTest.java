package com.isotoma.dboperator.operator.josdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import io.fabric8.kubernetes.client.utils.Serialization;
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
}
