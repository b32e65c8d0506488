package com.isotoma.dboperator.operator.josdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
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
}
