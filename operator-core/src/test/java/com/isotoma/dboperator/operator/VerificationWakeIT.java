package com.isotoma.dboperator.operator;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Backup that waits to be verified is looked at as soon as its Database has time, not at the next regular look. */
class VerificationWakeIT {
    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final RunningOperator operator = Operators.startIn(namespace, cluster, "it", false);

    VerificationWakeIT() throws IOException {}

    @AfterEach
    void close() {
        operator.close();
        cluster.close();
    }

    @Test
    void itIsVerifiedAsSoonAsTheRestoreOfItsDatabaseHasEnded() {
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        status(Database.class, "shop", "{\"activeRestore\":\"busy\"}");
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Backup
                metadata: {name: nightly, namespace: %s}
                spec: {database: shop, verify: true}
                """.formatted(namespace));
        status(Backup.class, "nightly", "{\"phase\":\"Completed\",\"destination\":\"s3://b/k\"}");

        status(Database.class, "shop", "{\"activeRestore\":null}");

        cluster.awaitEvent(namespace, "JobCreated", "verify Job nightly-verify-");
    }

    private void status(Class<? extends CustomResource<?, ?>> kind, String name, String status) {
        cluster.admin
                .resources(kind)
                .inNamespace(namespace)
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}");
    }
}
