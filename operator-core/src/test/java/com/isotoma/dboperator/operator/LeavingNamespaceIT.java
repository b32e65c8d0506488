package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runs that clean up after a namespace which is being deleted: with whose rights, on a real cluster. */
class LeavingNamespaceIT {
    private static final String HERE = Cluster.OPERATOR_NAMESPACE;
    private static final String ROLE = "db-operator-driver-shop";

    private final Cluster cluster = Cluster.connect();
    private final String namespace = cluster.namespace();
    private final String central = "db-operator-driver--" + namespace + ".shop";
    private final Driver driver = TestDrivers.driver("it-leaving-" + namespace, TestDrivers.script());
    private RunningOperator operator = Operators.startIn(namespace, cluster, "leaving", false);

    LeavingNamespaceIT() throws IOException {}

    @AfterEach
    void close() {
        operator.close();
        cluster.admin.resource(driver).delete();
        cluster.close();
    }

    @Test
    void aRunHasTheRightsOfItsOneDatabaseThere() {
        secret(namespace, "admin");
        secret(namespace, "another");
        create();
        drivers("sleep 600");
        cluster.admin.namespaces().withName(namespace).delete();

        var job = awaitJob();
        assertThat(job.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo(central);
        try (var run = asOf(central)) {
            assertThat(run.secrets().inNamespace(namespace).withName("admin").get())
                    .isNotNull();
            refused(() ->
                    run.secrets().inNamespace(namespace).withName("another").get());
            refused(() -> run.secrets().inNamespace(HERE).withName("another").get());
            refused(() -> run.secrets().inNamespace("kube-system").withName("x").get());
            refused(() -> run.leases().inNamespace("kube-system").withName("x").get());
            refused(() -> run.leases().inNamespace(HERE).withName("db-operator").get());
            refused(() -> lease(run, "kube-system", LeaseNames.of(namespace, "shop")));
            refused(() -> lease(run, HERE, LeaseNames.of(namespace, "other")));
            lease(run, HERE, LeaseNames.of(namespace, "shop"));
        }

        drivers(TestDrivers.script());
        cluster.admin.resource(job).delete();
        TestKubernetes.release(
                cluster.admin,
                cluster.admin.secrets().inNamespace(namespace).list().getItems());
        Cluster.await().untilAsserted(() -> {
            assertThat(cluster.admin.namespaces().withName(namespace).get()).isNull();
            assertThat(cluster.admin
                            .serviceAccounts()
                            .inNamespace(HERE)
                            .withName(central)
                            .get())
                    .isNull();
        });
    }

    @Test
    void rightsThatAreGoneAreSaidToBe() {
        create();
        // While no operator looks, which would start the last run before they are gone.
        operator.close();
        cluster.admin
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName(ROLE)
                .edit(role -> new RoleBuilder(role)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
        cluster.admin.namespaces().withName(namespace).delete();
        Cluster.await()
                .untilAsserted(() -> assertThat(cluster.admin
                                .rbac()
                                .roles()
                                .inNamespace(namespace)
                                .withName(ROLE)
                                .get())
                        .isNull());
        operator = Operators.startIn(namespace, cluster, "leaving-3", false);

        Cluster.await()
                .untilAsserted(() -> assertThat(cluster.events("default", "JobRefused"))
                        .anySatisfy(note -> assertThat(note)
                                .contains(
                                        "Database shop: ",
                                        "namespace " + namespace + " is being deleted",
                                        ROLE,
                                        "by hand")));
        assertThat(cluster.database(namespace, "shop")).isNotNull();
    }

    /** As an older operator made them, or as they are after somebody has tidied up. */
    @Test
    void rolesThatADeletionWouldTakeAreHeldByTheNextOperator() {
        create();
        operator.close();
        cluster.admin
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName(ROLE)
                .edit(role -> new RoleBuilder(role)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());

        operator = Operators.startIn(namespace, cluster, "leaving-2", false);
        Cluster.await().untilAsserted(() -> assertThat(finalizers()).containsExactly(ApiGroup.ACCESS_FINALIZER));
        cluster.admin.namespaces().withName(namespace).delete();
        Cluster.await()
                .untilAsserted(() -> assertThat(
                                cluster.admin.namespaces().withName(namespace).get())
                        .isNull());
    }

    private void create() {
        cluster.driver(driver);
        cluster.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: shop, namespace: %s}
                spec:
                  driver: %s
                  connect: {host: nowhere}
                  credentials: {username: {value: a}, password: {valueFrom: {secretKeyRef: {name: admin, key: p}}}}
                  deletionPolicy: Delete
                """.formatted(namespace, driver.getMetadata().getName()));
        cluster.awaitPhase(namespace, "shop", DatabasePhase.CREATED);
    }

    private void secret(String in, String name) {
        cluster.admin
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(in)
                        .withName(name)
                        .withFinalizers("example.com/kept")
                        .endMetadata()
                        .addToStringData("p", "x")
                        .build())
                .create();
    }

    private void drivers(String script) {
        cluster.admin
                .resources(Driver.class)
                .withName(driver.getMetadata().getName())
                .edit(found -> {
                    found.setSpec(TestDrivers.driver("x", script).getSpec());
                    return found;
                });
    }

    private Job awaitJob() {
        return Cluster.await()
                .until(
                        () -> cluster.admin
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(HERE)
                                .withLabel(ApiGroup.NAMESPACE_LABEL, namespace)
                                .list()
                                .getItems(),
                        jobs -> jobs.size() == 1)
                .getFirst();
    }

    private List<String> finalizers() {
        return cluster.admin
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName(ROLE)
                .get()
                .getMetadata()
                .getFinalizers();
    }

    private KubernetesClient asOf(String account) {
        return TestKubernetes.as(cluster.admin, HERE, account);
    }

    private static void lease(KubernetesClient run, String in, String name) {
        run.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(in)
                        .withName(name)
                        .endMetadata()
                        .build())
                .dryRun()
                .create();
    }

    private static void refused(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).as(e.getMessage()).isEqualTo(403));
    }
}
