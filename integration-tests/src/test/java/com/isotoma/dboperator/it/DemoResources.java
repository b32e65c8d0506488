package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The demo's resources of a namespace. */
record DemoResources(TestNamespace namespace) {
    void cluster(String name, int members) {
        namespace.apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseCluster
                metadata: {name: %s}
                spec: {amountPods: %d, image: "%s", volumes: Delete}
                """.formatted(name, members, Demo.IMAGE));
    }

    /** Waits until all members that are asked for serve. */
    void awaitReady(String name, int members) {
        TestNamespace.await().untilAsserted(() -> {
            var status = namespace
                    .client
                    .resources(DatabaseCluster.class)
                    .inNamespace(namespace.name)
                    .withName(name)
                    .require()
                    .getStatus();
            assertThat(status).isNotNull();
            assertThat(status.readyMembers()).as(() -> String.valueOf(status)).isEqualTo(members);
            assertThat(condition(status.conditions(), "Ready").getStatus()).isEqualTo("True");
        });
    }

    /** @param trigger one field of the spec */
    void backup(String name, String cluster, String secret, String trigger) {
        namespace.apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseBackup
                metadata: {name: %s}
                spec:
                  cluster: %s
                  repos: [{name: store, secretName: %s, serviceEndpoint: "%s"}]
                  %s
                """.formatted(name, cluster, secret, LocalServers.of("S3", "ENDPOINT"), trigger));
    }

    void patchBackup(String name, String json) {
        namespace
                .client
                .resources(DatabaseBackup.class)
                .inNamespace(namespace.name)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    /** Waits until a condition is so, and hands over its message. */
    String awaitBackup(String name, String type, String status) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(
                                condition(backup(name).conditions(), type).getStatus())
                        .as(() -> String.valueOf(backup(name)))
                        .isEqualTo(status));
        return condition(backup(name).conditions(), type).getMessage();
    }

    List<BackupRun> runs(String name) {
        return Objects.requireNonNullElse(backup(name).runs(), List.of());
    }

    private DatabaseBackupStatus backup(String name) {
        var status = namespace
                .client
                .resources(DatabaseBackup.class)
                .inNamespace(namespace.name)
                .withName(name)
                .require()
                .getStatus();
        return Objects.requireNonNullElseGet(
                status, () -> new DatabaseBackupStatus(List.of(), null, null, null, List.of()));
    }

    private static Condition condition(@Nullable List<Condition> conditions, String type) {
        return Objects.requireNonNullElse(conditions, List.<Condition>of()).stream()
                .filter(c -> type.equals(c.getType()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no condition " + type + " in " + conditions));
    }
}
