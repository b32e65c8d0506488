package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The real cluster that KUBECONFIG names, seen as its administrator, with the operator's manifests applied. */
final class Cluster implements AutoCloseable {
    static final String OPERATOR_NAMESPACE = "db-operator-system";
    private static final String OPERATOR_ACCOUNT = "db-operator";
    private static final Path ROOT = Path.of("..");

    private final List<String> namespaces = new ArrayList<>();
    final KubernetesClient admin;

    private Cluster(KubernetesClient admin) {
        this.admin = admin;
    }

    static Cluster connect() throws IOException {
        var cluster = new Cluster(TestKubernetes.admin());
        for (var manifests :
                List.of("crds/yaml", "deploy/operator-rbac.yaml", "deploy/driver-rbac.yaml", "deploy/admission.yaml")) {
            TestKubernetes.apply(cluster.admin, ROOT.resolve(manifests));
        }
        for (var driver : TestDrivers.all()) {
            cluster.apply(Serialization.asYaml(driver));
        }
        return cluster;
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    void apply(String yaml) {
        TestKubernetes.apply(admin, yaml);
    }

    /** A client with the rights of the operator's service account, and no others. */
    KubernetesClient asOperator() {
        return TestKubernetes.as(admin, OPERATOR_NAMESPACE, OPERATOR_ACCOUNT);
    }

    /** The same as a kubeconfig. */
    String operatorKubeconfig() throws IOException {
        return TestKubernetes.kubeconfig(admin, OPERATOR_NAMESPACE, OPERATOR_ACCOUNT);
    }

    /** Who holds the operator's lease; empty for nobody. */
    String leaseHolder() {
        var lease = lease().get();
        return lease == null ? "" : lease.getSpec().getHolderIdentity();
    }

    /** Has another process hold the lease from now on. */
    void stealLease(String thief) {
        // Whatever its holder has just written.
        lease().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"" + thief + "\"}}");
    }

    private Resource<Lease> lease() {
        return admin.leases().inNamespace(OPERATOR_NAMESPACE).withName("db-operator");
    }

    /** A fresh namespace that admits only pods of the restricted Pod Security Standard. */
    String namespace() {
        var name = "it-" + UUID.randomUUID().toString().substring(0, 8);
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        namespaces.add(name);
        return name;
    }

    /** One on a server of its own, which no other Database is served with. */
    void database(String namespace, String name, String driver) {
        apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata: {name: %s, namespace: %s}
                spec:
                  driver: %s
                  connect: {host: nowhere-%s}
                  credentials: {username: {value: admin}, password: {value: secret}}
                  deletionPolicy: Delete
                """.formatted(name, namespace, driver, name));
    }

    void backup(String namespace, String name, String database) {
        var backup = new Backup();
        backup.getMetadata().setName(name);
        backup.getMetadata().setNamespace(namespace);
        backup.setSpec(new BackupSpec(database));
        admin.resource(backup).create();
    }

    void driver(Driver driver) {
        admin.resource(driver).create();
    }

    Database database(String namespace, String name) {
        return admin.resources(Database.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    void awaitPhase(String namespace, String name, DatabasePhase phase) {
        await().untilAsserted(() ->
                assertThat(database(namespace, name).getStatus().phase()).isEqualTo(phase));
    }

    List<Job> jobs(String namespace) {
        return admin.batch().v1().jobs().inNamespace(namespace).list().getItems();
    }

    Job awaitJob(String namespace) {
        // Of one look: by the next it may have gone.
        return await().until(() -> jobs(namespace), jobs -> jobs.size() == 1).getFirst();
    }

    /** Notes of the Events of that reason on resources of the namespace. */
    List<String> events(String namespace, String reason) {
        return admin.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> event.getNote())
                .toList();
    }

    void awaitEvent(String namespace, String reason, String... contents) {
        await().untilAsserted(() -> assertThat(events(namespace, reason))
                .anySatisfy(note -> assertThat(note).contains(contents)));
    }

    void awaitGone(HasMetadata resource) {
        await().untilAsserted(() -> assertThat(admin.resource(resource).get()).isNull());
    }

    /** Takes the finalizers off whatever is left and removes the namespaces. */
    @Override
    public void close() {
        for (var namespace : namespaces) {
            TestKubernetes.release(
                    admin,
                    admin.resources(Database.class)
                            .inNamespace(namespace)
                            .list()
                            .getItems());
            TestKubernetes.release(
                    admin,
                    admin.resources(Backup.class).inNamespace(namespace).list().getItems());
            TestKubernetes.release(
                    admin, admin.rbac().roles().inNamespace(namespace).list().getItems());
            TestKubernetes.release(
                    admin,
                    admin.rbac().roleBindings().inNamespace(namespace).list().getItems());
            admin.namespaces().withName(namespace).delete();
        }
        for (var driver : TestDrivers.all()) {
            admin.resource(driver).delete();
        }
        admin.close();
    }
}
