package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator may give rights that it does not have: which ones, tried with its own token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionIT {
    private static final String POLICY = "db-operator-roles";
    private static final String NAME = "db-operator-driver-orders";

    private final TestNamespace namespace = TestNamespace.create();
    private final KubernetesClient operator = Cluster.as(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT);

    @BeforeAll
    void thePolicyHolds() {
        // A policy that was applied a moment ago is looked at from the next moment on.
        TestNamespace.await().untilAsserted(() -> Denied.by(POLICY, () -> create(account("other"))));
    }

    @AfterAll
    void close() {
        operator.close();
        namespace.close();
    }

    @Test
    void itMakesWhatADatabaseNeeds() {
        create(account(NAME));
        create(role(NAME, "[\"\"]", "[secrets]", "[orders]", "[get, patch]"));
        create(role(NAME, "[db.isotoma.com]", "[backups]", "[]", "[create, delete, get, list, patch]"));
        create(binding(NAME, "Role", NAME, namespace.name, NAME));
        create(binding(NAME, "Role", NAME, namespace.name, "db-operator-driver.own"));
        create(role(NAME, "[db.isotoma.com]", "[databases]", "[uid-of-orders]", "[hold]"));
        create(role(NAME, "[coordination.k8s.io]", "[leases]", "[db-operator-orders-1]", "[delete, get, update]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"\"]|[secrets]|[]|[get]",
                "[\"\"]|[secrets]|[a]|[list]",
                "[\"\"]|[secrets]|[a]|[\"*\"]",
                "[\"\"]|[\"*\"]|[a]|[get]",
                "[\"*\"]|[secrets]|[a]|[get]",
                "[\"\"]|[secrets, pods]|[a]|[get]",
                "[\"\", apps]|[secrets]|[a]|[get]",
                "[db.isotoma.com]|[databases]|[]|[patch]",
                "[db.isotoma.com]|[databases]|[orders]|[delete]",
                "[db.isotoma.com]|[drivers]|[a]|[patch]",
                "[db.isotoma.com]|[databases]|[]|[hold]",
                "[coordination.k8s.io]|[leases]|[]|[get]",
                "[coordination.k8s.io]|[leases]|[kube-scheduler]|[get, update]",
                "[coordination.k8s.io]|[leases]|[db-operator-x]|[patch]",
                "[\"\"]|[pods]|[]|[create]",
                "[\"\"]|[serviceaccounts/token]|[a]|[create]",
                "[rbac.authorization.k8s.io]|[roles]|[a]|[escalate]"
            })
    void itGivesNobodyMore(String rule) {
        var parts = rule.split("\\|", -1);
        Denied.by(POLICY, () -> create(role(NAME, parts[0], parts[1], parts[2], parts[3])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.isotoma.com/shared-server", "db.isotoma.com/server-place"})
    void nobodyElseGivesAJobTheLabelsByWhichItCountsThem(String label) {
        var job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: %s, labels: {%s: "0"}}
                spec:
                  suspend: true
                  template: {spec: {restartPolicy: Never, containers: [{name: a, image: none}]}}
                """;
        var admin = Cluster.admin();
        TestNamespace.await()
                .untilAsserted(() -> Denied.by(
                        "db-operator-job-labels",
                        () -> admin.resource(job.formatted("a", label))
                                .inNamespace(namespace.name)
                                .create()));
        admin.resource(job.formatted("b", "app")).inNamespace(namespace.name).create();
        Denied.by(
                "db-operator-job-labels",
                () -> admin.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace.name)
                        .withName("b")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"labels\":{\"" + label + "\":\"1\"}}}"));
        admin.batch().v1().jobs().inNamespace(namespace.name).withName("b").delete();
    }

    @Test
    void inItsOwnNamespaceItMakesWhatRunsWithStorageLocationsNeed() {
        var central = "db-operator-driver--" + namespace.name + ".orders";
        var trial = "db-operator-driver---offsite";
        here(account(central));
        here(role(central, "[\"\"]", "[secrets]", "[key]", "[get]"));
        here("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: " + central + "}");
        here(binding(central, "Role", central, Cluster.OPERATOR_NAMESPACE, central));
        here(role(central, "[coordination.k8s.io]", "[leases]", "[db-operator-orders-1]", "[delete, get, update]"));
        here(role(central, "[coordination.k8s.io]", "[leases]", "[]", "[create]"));
        here(role(trial, "[db.isotoma.com]", "[storagelocations/status]", "[offsite]", "[update]"));
        create(binding(NAME, "Role", NAME, Cluster.OPERATOR_NAMESPACE, central));

        for (var rule : List.of(
                "[\"\"]|[secrets]|[]|[get]",
                "[\"\"]|[secrets]|[key]|[get, patch]",
                "[\"\"]|[secrets]|[]|[create]",
                "[coordination.k8s.io]|[leases]|[db-operator]|[get, update]",
                "[coordination.k8s.io]|[leases]|[]|[update]",
                "[coordination.k8s.io]|[leases]|[kube-scheduler]|[update]",
                "[db.isotoma.com]|[backups]|[]|[list]",
                "[db.isotoma.com]|[storagelocations/status]|[offsite]|[update]")) {
            var parts = rule.split("\\|", -1);
            Denied.by(POLICY, () -> here(role(central, parts[0], parts[1], parts[2], parts[3])));
        }
        Denied.by(POLICY, () -> here(role(trial, "[db.isotoma.com]", "[storagelocations/status]", "[]", "[update]")));
        Denied.by(
                POLICY, () -> here(role(trial, "[db.isotoma.com]", "[storagelocations/status]", "[a, b]", "[update]")));
    }

    @Test
    void namesForItsOwnNamespaceAreForNoOtherAndForOneDatabase() {
        var central = "db-operator-driver--" + namespace.name + ".orders";
        Denied.by(POLICY, () -> create(account(central)));
        Denied.by(POLICY, () -> create(role(central, "[\"\"]", "[secrets]", "[key]", "[get]")));
        Denied.by(POLICY, () -> here(binding(central, "Role", central, Cluster.OPERATOR_NAMESPACE, NAME)));
        for (var other : List.of(
                "db-operator-driver--other.orders", "db-operator-driver---offsite", "db-operator-driver", "default")) {
            Denied.by(POLICY, () -> create(binding(NAME, "Role", NAME, Cluster.OPERATOR_NAMESPACE, other)));
        }
    }

    @Test
    void itWritesNothingUnderOtherNames() {
        Denied.by(POLICY, () -> create(role("other", "[\"\"]", "[secrets]", "[orders]", "[get]")));
        Denied.by(POLICY, () -> create(binding("other", "Role", "other", namespace.name, NAME)));
        TestNamespace.await()
                .untilAsserted(() -> assertThat(namespace
                                .client
                                .serviceAccounts()
                                .inNamespace(namespace.name)
                                .withName("default")
                                .get())
                        .isNotNull());
        Denied.by(
                POLICY,
                () -> operator.serviceAccounts()
                        .inNamespace(namespace.name)
                        .withName("default")
                        .delete());
    }

    @Test
    void itBindsNothingElseAndNobodyElse() {
        Denied.by(POLICY, () -> create(binding(NAME, "Role", "other", namespace.name, NAME)));
        Denied.by(POLICY, () -> create(binding(NAME, "Role", NAME, "kube-system", NAME)));
        // For these the policies on drivers would not hold, or they are another Database's.
        for (var account : List.of("default", "the-drivers-own", "db-operator-driver", "db-operator-driver-billing")) {
            Denied.by(POLICY, () -> create(binding(NAME, "Role", NAME, namespace.name, account)));
        }
        // RBAC comes first here: it may not bind ClusterRoles.
        Denied.byRbac(() -> create(binding(NAME, "ClusterRole", "cluster-admin", namespace.name, NAME)));
        Denied.by(
                POLICY, () -> here(binding(NAME, "Role", NAME, Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT)));
    }

    /** Without doing it: whether it would be allowed. */
    private void create(String yaml) {
        operator.resource(yaml).inNamespace(namespace.name).dryRun().create();
    }

    private void here(String yaml) {
        operator.resource(yaml).inNamespace(Cluster.OPERATOR_NAMESPACE).dryRun().create();
    }

    private static String account(String name) {
        return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: " + name + "}";
    }

    private static String role(String name, String groups, String resources, String names, String verbs) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: %s}
                rules: [{apiGroups: %s, resources: %s, resourceNames: %s, verbs: %s}]
                """.formatted(name, groups, resources, names, verbs);
    }

    private static String binding(String name, String kind, String role, String subjects, String subject) {
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: %s}
                subjects: [{kind: ServiceAccount, namespace: %s, name: %s}]
                """.formatted(name, kind, role, subjects, subject);
    }
}
