package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The accounts and Roles that the operator makes for Databases, on a real cluster. */
class AccessIT {
    private static final String ACCOUNT = "db-operator-driver-shop";

    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final RunningOperator operator = Operators.startIn(namespace, cluster, "access", false);

    AccessIT() throws IOException {}

    @AfterEach
    void close() {
        operator.close();
        cluster.close();
    }

    @Test
    void theRoleFollowsTheSpecAndTheDriversOwnAccountHasItToo() {
        var driver = Serialization.unmarshal("""
                metadata: {name: it-own-%s}
                spec: {image: "none:0", command: [sleep, "600"], serviceAccountName: own}
                """.formatted(namespace), Driver.class);
        cluster.driver(driver);
        try {
            cluster.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: own, namespace: " + namespace + "}");
            cluster.apply(database(driver.getMetadata().getName(), "first"));
            var job = cluster.awaitJob(namespace);
            assertThat(job.getSpec().getTemplate().getSpec().getServiceAccountName())
                    .isEqualTo("own");
            assertThat(cluster.admin
                            .rbac()
                            .roleBindings()
                            .inNamespace(namespace)
                            .withName(ACCOUNT)
                            .get()
                            .getSubjects())
                    .extracting(Subject::getName)
                    .containsExactly(ACCOUNT, "own");
            assertThat(secrets()).containsExactly("first", "shop");

            // The first Job goes on, so that no other announces this.
            cluster.apply(database(driver.getMetadata().getName(), "second"));
            Cluster.await().untilAsserted(() -> assertThat(secrets()).containsExactly("second", "shop"));
        } finally {
            cluster.admin.resource(driver).delete();
        }
    }

    @Test
    void anAccountOfSomebodyElsesIsLeftAloneAndNamed() {
        cluster.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: " + ACCOUNT + ", namespace: " + namespace
                + "}");
        cluster.database(namespace, "shop", TestDrivers.WORKS);
        cluster.awaitEvent(namespace, "JobRefused", "ServiceAccount " + ACCOUNT, "was not made by the operator");
        assertThat(cluster.jobs(namespace)).isEmpty();

        cluster.admin.serviceAccounts().inNamespace(namespace).withName(ACCOUNT).delete();
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
    }

    private String database(String driver, String secret) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: shop, namespace: %s}
                spec:
                  driver: %s
                  connect: {host: nowhere}
                  credentials: {username: {value: admin}, password: {valueFrom: {secretKeyRef: {name: %s, key: p}}}}
                  deletionPolicy: Delete
                """.formatted(namespace, driver, secret);
    }

    private List<String> secrets() {
        return cluster.admin.rbac().roles().inNamespace(namespace).withName(ACCOUNT).get().getRules().stream()
                .filter(rule -> rule.getResources().contains("secrets"))
                .map(PolicyRule::getResourceNames)
                .flatMap(List::stream)
                .sorted()
                .toList();
    }
}
