package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator's Jobs for Restores on a real cluster, with a driver that is a shell script. */
class RestoreJobsIT {
    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final RunningOperator operator = Operators.startIn(namespace, cluster, "it", false);

    RestoreJobsIT() throws IOException {}

    @AfterEach
    void close() {
        operator.close();
        cluster.close();
    }

    @Test
    void aRestoreWaitsUntilItsDatabaseIsCreatedAndIsCarriedOut() {
        restore("back", "shop");
        cluster.awaitEvent(namespace, "DatabaseNotFound", "shop");
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        awaitRestore("back", RestorePhase.COMPLETED);
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
        cluster.awaitEvent(namespace, "JobCreated", "restore Job back-restore-");
    }

    @Test
    void endsARestoreWhoseDatabaseWentAwayAndSaysOnOneThatWaitsThatThereIsNone() {
        restore("begun", "gone");
        restore("waits", "nothing");
        cluster.admin
                .resources(Restore.class)
                .inNamespace(namespace)
                .withName("begun")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"phase\":\"Restoring\",\"driver\":\"" + TestDrivers.WORKS + "\"}}");
        awaitRestore("begun", RestorePhase.FAILED);
        cluster.awaitEvent(namespace, "DatabaseNotFound", "nothing", "delete this Restore");
    }

    private void restore(String name, String database) {
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Restore
                metadata: {name: %s, namespace: %s}
                spec: {database: %s, from: {latest: {}}, overwrite: WithoutBackup}
                """.formatted(name, namespace, database));
    }

    private void awaitRestore(String name, RestorePhase phase) {
        Cluster.await()
                .untilAsserted(() -> assertThat(cluster.admin
                                .resources(Restore.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get()
                                .getStatus()
                                .phase())
                        .isEqualTo(phase));
    }
}
