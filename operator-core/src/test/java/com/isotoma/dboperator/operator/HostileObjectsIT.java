package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one tenant stores or claims holds up no other: on a real API server, in a first listing and in a watch. */
class HostileObjectsIT {
    private Cluster cluster;
    private String attacker;
    private String victim;

    @BeforeEach
    void connect() throws IOException {
        cluster = Cluster.connect();
        attacker = cluster.namespace();
        victim = cluster.namespace();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anUnreadableDatabaseHoldsUpNoOtherInAListingOrAWatch() {
        deep(attacker, "before");
        try (var operator = Operators.start(cluster, "--leader-election=false")) {
            cluster.awaitEvent(attacker, "Unreadable", "Database before cannot be read", "deeper");
            deep(attacker, "during");
            cluster.awaitEvent(attacker, "Unreadable", "Database during cannot be read");
            cluster.database(victim, "shop", TestDrivers.WORKS);
            cluster.awaitPhase(victim, "shop", DatabasePhase.CREATED);
            cluster.admin
                    .resources(Database.class)
                    .inNamespace(attacker)
                    .withName("before")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"options\":null}}");
            cluster.awaitPhase(attacker, "before", DatabasePhase.CREATED);
            assertThat(operator.ready()).isTrue();
        }
    }

    @Test
    void aJobOfAnotherNamespaceThatClaimsADatabaseNeitherBlocksItNorSpeaksOnIt() {
        forge(attacker, victim + "/shop", Map.of());
        try (var operator = Operators.start(cluster, "--leader-election=false")) {
            forge(attacker, victim + "/shop", Map.of());
            cluster.database(victim, "shop", TestDrivers.WORKS);
            cluster.awaitPhase(victim, "shop", DatabasePhase.CREATED);
            assertThat(cluster.events(victim, "JobStuck")).isEmpty();
            assertThat(operator.ready()).isTrue();
        }
    }

    @Test
    void aJobOfItsOwnNamespaceWithoutTheUidOfTheDatabaseDoesNotCount() {
        forge(victim, victim + "/shop", Map.of());
        forge(victim, victim + "/shop", Map.of(ApiGroup.SUBJECT_UID_ANNOTATION, "of-another"));
        try (var operator = Operators.start(cluster, "--leader-election=false")) {
            cluster.database(victim, "shop", TestDrivers.WORKS);
            cluster.awaitPhase(victim, "shop", DatabasePhase.CREATED);
            assertThat(operator.ready()).isTrue();
        }
    }

    /** The schema cannot say how deep options may be. */
    private void deep(String namespace, String name) {
        var options = "{\"a\": ".repeat(200) + "1" + "}".repeat(200);
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: %s, namespace: %s}
                spec:
                  driver: %s
                  connect: {host: nowhere}
                  credentials: {username: {value: admin}, password: {value: secret}}
                  deletionPolicy: Delete
                """.formatted(name, namespace, TestDrivers.WORKS));
        cluster.admin
                .resources(Database.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"options\":" + options + "}}");
    }

    private void forge(String namespace, String owner, Map<String, String> annotations) {
        cluster.admin
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withGenerateName("forged-")
                        .addToLabels("app.kubernetes.io/managed-by", ApiGroup.MANAGED_BY)
                        .addToLabels(ApiGroup.OPERATION_LABEL, "create")
                        .addToAnnotations(ApiGroup.OWNER_ANNOTATION, owner)
                        .addToAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withSuspend(true)
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("c")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }
}
