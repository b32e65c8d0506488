package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The accounts and Roles that the operator makes for Databases, on a real cluster. */
class AccessIT {
    private static final String ACCOUNT = "db-operator-driver-shop";
    private static final String CLOUD_ROLE = "eks.amazonaws.com/role-arn";

    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final RunningOperator operator = Operators.start(
            cluster,
            "--namespaces=" + namespace,
            "--identity=access",
            "--leader-election=false",
            "--location-account-annotations=" + CLOUD_ROLE + "=arn:aws:iam::1:role/backups");

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
                spec: {image: "none:0", command: [sleep, "600"], serviceAccountName: db-operator-driver.own}
                """.formatted(namespace), Driver.class);
        cluster.driver(driver);
        try {
            cluster.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: db-operator-driver.own, namespace: "
                    + namespace + "}");
            cluster.apply(database(driver.getMetadata().getName(), "first"));
            var job = cluster.awaitJob(namespace);
            assertThat(job.getSpec().getTemplate().getSpec().getServiceAccountName())
                    .isEqualTo("db-operator-driver.own");
            assertThat(subjects()).containsExactly(ACCOUNT, "db-operator-driver.own");
            assertThat(secrets()).containsExactly("first", "shop");

            // The first Job goes on, so that no other announces this.
            cluster.apply(database(driver.getMetadata().getName(), "second"));
            Cluster.await().untilAsserted(() -> assertThat(secrets()).containsExactly("second", "shop"));
        } finally {
            cluster.admin.resource(driver).delete();
        }
    }

    @Test
    void anAccountInTheOperatorsNamespaceIsThereWhileStorageLocationsAreUsed() {
        var central = "db-operator-driver--" + namespace + ".shop";
        var location = "it-" + namespace;
        cluster.apply(location(location, ""));
        try {
            cluster.apply(database(TestDrivers.WORKS, "first") + "  backupTo: {location: " + location + "}\n");
            Cluster.await().untilAsserted(() -> assertThat(made(central)).hasSize(3));
            assertThat(cluster.admin
                            .serviceAccounts()
                            .inNamespace(Cluster.OPERATOR_NAMESPACE)
                            .withName(central)
                            .get()
                            .getMetadata()
                            .getAnnotations())
                    .containsEntry(CLOUD_ROLE, "arn:aws:iam::1:role/backups");
            assertThat(secrets(Cluster.OPERATOR_NAMESPACE, central)).isEmpty();
            assertThat(subjects()).containsExactly(ACCOUNT, central);

            var account = cluster.admin
                    .serviceAccounts()
                    .inNamespace(Cluster.OPERATOR_NAMESPACE)
                    .withName(central);
            cluster.apply(location(
                    location,
                    ", credentials: {accessKeyId: {value: id}, secretAccessKey: {valueFrom:"
                            + " {secretKeyRef: {name: key, key: secret}}}}"));
            Cluster.await()
                    .untilAsserted(() -> assertThat(secrets(Cluster.OPERATOR_NAMESPACE, central))
                            .containsExactly("key"));
            Cluster.await()
                    .untilAsserted(() -> assertThat(account.get().getMetadata().getAnnotations())
                            .as("with an access key it needs no role")
                            .doesNotContainKey(CLOUD_ROLE));

            cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
            var database = cluster.database(namespace, "shop");
            cluster.admin.resource(database).edit(d -> {
                d.setSpec(Serialization.unmarshal(database(TestDrivers.WORKS, "first"), Database.class)
                        .getSpec());
                return d;
            });
            Cluster.await().untilAsserted(() -> assertThat(made(central)).isEmpty());
            assertThat(subjects()).containsExactly(ACCOUNT);
        } finally {
            cluster.admin.resources(StorageLocation.class).withName(location).delete();
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

    /** @param key what follows the bucket's name */
    private static String location(String name, String key) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: StorageLocation
                metadata: {name: %s}
                spec: {allowedNamespaces: ['*'], s3: {bucket: nowhere%s}}
                """.formatted(name, key);
    }

    private List<String> subjects() {
        return cluster.admin.rbac().roleBindings().inNamespace(namespace).withName(ACCOUNT).get().getSubjects().stream()
                .map(Subject::getName)
                .toList();
    }

    /** The kinds of what is in the operator's namespace under that name. */
    private List<String> made(String name) {
        var rbac = cluster.admin.rbac();
        var in = Cluster.OPERATOR_NAMESPACE;
        return Stream.of(
                        cluster.admin.serviceAccounts().inNamespace(in).withName(name),
                        rbac.roles().inNamespace(in).withName(name),
                        rbac.roleBindings().inNamespace(in).withName(name))
                .flatMap(found -> Stream.ofNullable((HasMetadata) found.get()))
                .map(HasMetadata::getKind)
                .toList();
    }

    private List<String> secrets() {
        return secrets(namespace, ACCOUNT);
    }

    private List<String> secrets(String in, String role) {
        var rules = cluster.admin
                .rbac()
                .roles()
                .inNamespace(in)
                .withName(role)
                .get()
                .getRules();
        return Objects.requireNonNullElse(rules, List.<PolicyRule>of()).stream()
                .filter(rule -> rule.getResources().contains("secrets"))
                .map(PolicyRule::getResourceNames)
                .flatMap(List::stream)
                .sorted()
                .toList();
    }
}
