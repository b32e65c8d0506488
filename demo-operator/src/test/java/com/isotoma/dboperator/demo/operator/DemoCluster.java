package com.isotoma.dboperator.demo.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The real cluster that KUBECONFIG names, with the manifests of the operator and of the demo applied. */
final class DemoCluster implements AutoCloseable {
    static final String OPERATOR_NAMESPACE = "db-operator-system";
    private static final Path ROOT = Path.of("..");

    private final List<String> namespaces = new ArrayList<>();
    final KubernetesClient admin = TestKubernetes.admin();

    DemoCluster() throws IOException {
        for (var manifests : List.of(
                "crds/yaml",
                "crds/yaml/demo",
                "deploy/operator-rbac.yaml",
                "deploy/admission.yaml",
                "deploy/demo/operator-rbac.yaml")) {
            TestKubernetes.apply(admin, ROOT.resolve(manifests));
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    /** A fresh namespace that admits only pods of the restricted Pod Security Standard. */
    String namespace() {
        return namespace("it-" + UUID.randomUUID().toString().substring(0, 8));
    }

    String namespace(String name) {
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

    void apply(String yaml) {
        TestKubernetes.apply(admin, yaml);
    }

    /** Changes fields as kubectl patch does; {@code null} removes one. */
    void patch(Class<? extends HasMetadata> kind, String namespace, String name, String json) {
        admin.resources(kind).inNamespace(namespace).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    <T extends HasMetadata> T get(Class<T> kind, String namespace, String name) {
        return admin.resources(kind).inNamespace(namespace).withName(name).get();
    }

    <T extends HasMetadata> List<T> list(Class<T> kind, String namespace) {
        return admin.resources(kind).inNamespace(namespace).list().getItems();
    }

    DatabaseCluster cluster(String namespace, String name) {
        return get(DatabaseCluster.class, namespace, name);
    }

    DatabaseBackup backup(String namespace, String name) {
        return get(DatabaseBackup.class, namespace, name);
    }

    /** The condition of that type; a failure if there is not exactly one. */
    static Condition condition(List<Condition> conditions, String type) {
        var found = conditions.stream().filter(c -> type.equals(c.getType())).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " conditions of type " + type + " in " + conditions);
        }
        return found.get(0);
    }

    void delete(CustomResource<?, ?> resource) {
        admin.resource(resource).delete();
    }

    /** Takes the demo's rights away again, which the ordinary operator of other tests must not have. */
    @Override
    public void close() {
        admin.rbac().clusterRoleBindings().withName("db-operator-demo").delete();
        namespaces.forEach(name -> admin.namespaces().withName(name).delete());
        admin.close();
    }

    /** Applies a cluster whose image does not exist. */
    void create(String namespace, String name, int members) {
        apply("""
                apiVersion: database.sample.third.party/v1alpha1
                kind: DatabaseCluster
                metadata: {name: %s, namespace: %s}
                spec: {amountPods: %d, image: "demo:1"}
                """.formatted(name, namespace, members));
    }

    static void assertForbidden(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }
}
