package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator and the drivers may not do, asked of the API server. */
@WithOperator
class RbacIT {
    private static final String OPERATOR =
            "system:serviceaccount:" + Cluster.OPERATOR_NAMESPACE + ":" + Cluster.OPERATOR_ACCOUNT;
    private static final String DRIVER = "db-operator-driver";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "databases",
                "databases/status",
                "databases/finalizers",
                "backups",
                "backups/status",
                "storagelocations",
                "drivers"
            })
    void theOperatorCannotWriteItsResources(String resource) {
        try (var namespace = TestNamespace.create()) {
            for (var verb : new String[] {"create", "update", "patch", "delete", "deletecollection"}) {
                assertThat(can(namespace, OPERATOR, verb, resource + ".db.isotoma.com"))
                        .as(verb)
                        .isFalse();
            }
        }
    }

    /** RBAC lets every account of its namespace; a policy asks for more. */
    @Test
    void theOperatorCannotWriteHowAStorageLocationStands() {
        try (var locations = new Locations();
                var operator = Cluster.as(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT)) {
            var name = locations.apply("rights", "none", "'*'");
            Denied.by(
                    "db-operator-driver-locations",
                    () -> operator.resources(StorageLocation.class)
                            .withName(name)
                            .subresource("status")
                            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"message\":\"x\"}}"));
        }
    }

    /** RBAC lets it, for those that a DatabaseServer asks for. */
    @Test
    void theOperatorCannotTouchABackupScheduleOfAPerson() {
        try (var namespace = TestNamespace.create();
                var operator = Cluster.as(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT)) {
            namespace.apply("""
                    apiVersion: db.isotoma.com/v1alpha1
                    kind: BackupSchedule
                    metadata: {name: mine}
                    spec: {database: orders, schedule: '@daily'}
                    """);
            var mine = operator.resources(BackupSchedule.class)
                    .inNamespace(namespace.name)
                    .withName("mine");
            for (var patch : List.of(
                    "{\"spec\":{\"suspend\":true}}",
                    "{\"metadata\":{\"labels\":{\"db.isotoma.com/default-of\":\"main\"}}}",
                    "{\"metadata\":{\"finalizers\":[\"a/b\"]}}")) {
                Denied.by("db-operator-schedules", () -> mine.patch(PatchContext.of(PatchType.JSON_MERGE), patch));
            }
            Denied.by("db-operator-schedules", mine::delete);
            Denied.by(
                    "db-operator-schedules",
                    () -> operator.resource(schedule(namespace, "Restore", "{location: x}"))
                            .create());
            Denied.by(
                    "db-operator-schedules",
                    () -> operator.resource(schedule(namespace, "Database", "{s3: {bucket: mine}}"))
                            .create());
            assertThat(operator.resource(schedule(namespace, "Database", "{location: x}"))
                            .dryRun()
                            .create())
                    .as("else this test would prove nothing")
                    .isNotNull();
        }
    }

    private static String schedule(TestNamespace namespace, String owner, String place) {
        return """
                apiVersion: db.isotoma.com/v1alpha1
                kind: BackupSchedule
                metadata:
                  name: orders-default
                  namespace: %s
                  labels: {db.isotoma.com/default-of: main}
                  ownerReferences:
                    - {apiVersion: db.isotoma.com/v1alpha1, kind: %s, name: orders, uid: u, controller: true}
                spec: {database: orders, schedule: '@daily', template: {backupTo: [%s]}}
                """.formatted(namespace.name, owner, place);
    }

    @Test
    void theOperatorCannotReadSecretsNorRunInPodsNorRemoveAnything() {
        try (var namespace = TestNamespace.create()) {
            assertThat(can(namespace, OPERATOR, "get", "secrets")).isFalse();
            assertThat(can(namespace, OPERATOR, "list", "secrets")).isFalse();
            assertThat(can(namespace, OPERATOR, "create", "pods/exec")).isFalse();
            assertThat(can(namespace, OPERATOR, "delete", "jobs.batch")).isFalse();
            assertThat(can(namespace, OPERATOR, "escalate", "clusterroles.rbac.authorization.k8s.io"))
                    .isFalse();
            assertThat(can(namespace, OPERATOR, "create", "jobs.batch"))
                    .as("else this test would prove nothing")
                    .isTrue();
        }
    }

    @Test
    void aWriteByTheOperatorIsRefused() {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var operator = Cluster.as(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT)) {
            namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
            namespace.awaitReady("orders");
            var database = operator.resources(Database.class)
                    .inNamespace(namespace.name)
                    .withName("orders");
            assertThat(database.get()).isNotNull();
            assertThatThrownBy(() -> database.patch(
                            PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    @Test
    void aDriverReadsSecretsOfItsOwnNamespaceOnly() {
        var server = Servers.demoHttp();
        try (var a = TestNamespace.create(server);
                var b = TestNamespace.create(server)) {
            for (var namespace : new TestNamespace[] {a, b}) {
                namespace.apply(DatabaseYaml.of(server, "orders").set("deletionPolicy", "Delete"));
                namespace.awaitReady("orders");
            }
            try (var driver = Cluster.as(a.name, DRIVER + "-orders")) {
                assertThat(Objects.requireNonNull(driver.secrets()
                                        .inNamespace(a.name)
                                        .withName("orders")
                                        .get())
                                .getData())
                        .as("else this test would prove nothing")
                        .isNotEmpty();
                assertThatThrownBy(() -> driver.secrets()
                                .inNamespace(b.name)
                                .withName("orders")
                                .get())
                        .isInstanceOfSatisfying(
                                KubernetesClientException.class,
                                e -> assertThat(e.getCode()).isEqualTo(403));
                assertThatThrownBy(() -> driver.secrets().inNamespace(a.name).list())
                        .isInstanceOfSatisfying(
                                KubernetesClientException.class,
                                e -> assertThat(e.getCode()).isEqualTo(403));
            }
            for (var namespace : new TestNamespace[] {a, b}) {
                namespace.deleteDatabase("orders");
                namespace.awaitGone("orders");
            }
        }
    }

    /** What such an account has in a namespace is given to it by name, by Roles there. */
    @ParameterizedTest
    @ValueSource(strings = {"db-operator-driver", "db-operator-driver--x.y", "db-operator-driver.own", "default"})
    void noAccountOfTheOperatorsNamespaceHasAnyRightInAnother(String account) {
        try (var namespace = TestNamespace.create()) {
            var user = "system:serviceaccount:" + Cluster.OPERATOR_NAMESPACE + ":" + account;
            for (var resource : List.of(
                    "secrets",
                    "pods",
                    "events",
                    "configmaps",
                    "serviceaccounts/token",
                    "jobs.batch",
                    "cronjobs.batch",
                    "leases.coordination.k8s.io",
                    "roles.rbac.authorization.k8s.io",
                    "rolebindings.rbac.authorization.k8s.io",
                    "databases.db.isotoma.com",
                    "databases/status.db.isotoma.com",
                    "backups.db.isotoma.com",
                    "restores.db.isotoma.com",
                    "backupschedules.db.isotoma.com")) {
                for (var verb : List.of("get", "list", "watch", "create", "update", "patch", "delete")) {
                    assertThat(can(namespace, user, verb, resource))
                            .as(verb + " " + resource)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void peopleHaveTheRightsOfTheRolesThatEveryClusterHas() {
        try (var namespace = TestNamespace.create()) {
            for (var role : List.of("view", "edit", "admin")) {
                namespace
                        .client
                        .resource(new RoleBindingBuilder()
                                .withNewMetadata()
                                .withNamespace(namespace.name)
                                .withName(role)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                                .addNewSubject("rbac.authorization.k8s.io", "User", role + "er", null)
                                .build())
                        .create();
            }
            // The cluster's roles take them up some moments after they were applied.
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(can(namespace, "adminer", "patch", "databases/status.db.isotoma.com"))
                                    .isTrue());
            for (var kind : List.of("databases", "backups", "restores", "backupschedules")) {
                var resource = kind + ".db.isotoma.com";
                assertThat(can(namespace, "viewer", "list", resource)).as(kind).isTrue();
                assertThat(can(namespace, "viewer", "patch", resource)).as(kind).isFalse();
                assertThat(can(namespace, "editer", "create", resource))
                        .as(kind)
                        .isTrue();
                assertThat(can(namespace, "adminer", "delete", resource))
                        .as(kind)
                        .isTrue();
            }
            assertThat(can(namespace, "editer", "patch", "databases/status.db.isotoma.com"))
                    .isFalse();
            assertThat(can(namespace, "adminer", "create", "drivers.db.isotoma.com"))
                    .isFalse();
        }
    }

    /** @param resource as {@code resource[/subresource].group} */
    private static boolean can(TestNamespace namespace, String user, String verb, String resource) {
        int dot = resource.indexOf('.');
        var path = (dot < 0 ? resource : resource.substring(0, dot)).split("/", 2);
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user)
                .withGroups(
                        "system:serviceaccounts",
                        "system:serviceaccounts:" + Cluster.OPERATOR_NAMESPACE,
                        "system:authenticated")
                .withNewResourceAttributes()
                .withNamespace(namespace.name)
                .withVerb(verb)
                .withGroup(dot < 0 ? "" : resource.substring(dot + 1))
                .withResource(path[0])
                .withSubresource(path.length == 2 ? path[1] : null)
                .endResourceAttributes()
                .endSpec()
                .build();
        return namespace.client.resource(review).create().getStatus().getAllowed();
    }
}
