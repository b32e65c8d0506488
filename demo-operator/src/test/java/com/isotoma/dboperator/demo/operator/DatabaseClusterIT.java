package com.isotoma.dboperator.demo.operator;

import static com.isotoma.dboperator.demo.operator.DemoCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DatabaseClusters on a real API server with its controllers. The members' image does not exist, so no pod starts. */
class DatabaseClusterIT {
    private static final List<Class<? extends HasMetadata>> OBJECTS =
            List.of(ServiceAccount.class, Role.class, RoleBinding.class, Service.class, StatefulSet.class);

    private static DemoCluster kubernetes;
    private static DemoOperator operator;
    private String namespace;

    @BeforeAll
    static void start() throws IOException {
        kubernetes = new DemoCluster();
        operator = DemoOperator.start(kubernetes, "clusters");
    }

    @AfterAll
    static void stop() {
        operator.close();
        kubernetes.close();
    }

    @BeforeEach
    void freshNamespace() {
        namespace = kubernetes.namespace();
    }

    @Test
    void clustersOfOneNameLiveSideBySideInTwoNamespaces() {
        var other = kubernetes.namespace();
        kubernetes.create(namespace, "demo", 3);
        kubernetes.create(other, "demo", 1);
        kubernetes.create(namespace, "second", 1);

        awaitPods(namespace, "demo-0", "demo-1", "demo-2", "second-0");
        awaitPods(other, "demo-0");
        await().untilAsserted(() -> {
            var status = kubernetes.cluster(namespace, "demo").getStatus();
            assertThat(status.members()).isEqualTo(3);
            assertThat(status.readyMembers()).isZero();
            assertThat(status.leader()).isNull();
            assertThat(status.service()).isEqualTo("demo." + namespace + ".svc:8089");
            assertThat(status.observedGeneration()).isEqualTo(1);
            var ready = DemoCluster.condition(status.conditions(), "Ready");
            assertThat(ready.getStatus()).isEqualTo("False");
            assertThat(ready.getReason()).isEqualTo("Waiting");
            assertThat(ready.getMessage()).contains("0 of 3 members serve", "demo-0, demo-1, demo-2");
        });
        assertThat(kubernetes.get(Service.class, other, "demo").getSpec().getClusterIP())
                .isEqualTo("None");
    }

    @Test
    void followsTheNumberOfMembersDownToNoneAndKeepsTheirVolumes() {
        kubernetes.create(namespace, "demo", 1);
        awaitPods(namespace, "demo-0");
        scale(3);
        awaitPods(namespace, "demo-0", "demo-1", "demo-2");
        scale(1);
        awaitPods(namespace, "demo-0");
        scale(0);
        awaitPods(namespace);
        await().untilAsserted(() -> {
            var status = kubernetes.cluster(namespace, "demo").getStatus();
            assertThat(status.members()).isZero();
            assertThat(DemoCluster.condition(status.conditions(), "Ready").getReason())
                    .isEqualTo("Resting");
        });
        assertThat(kubernetes.list(PersistentVolumeClaim.class, namespace)).hasSize(3);
    }

    @Test
    void followsTheImage() {
        kubernetes.create(namespace, "demo", 1);
        awaitPods(namespace, "demo-0");
        kubernetes.patch(DatabaseCluster.class, namespace, "demo", "{\"spec\":{\"image\":\"demo:2\"}}");

        // Between the old pod and the new one there is none.
        await().untilAsserted(() -> assertThat(kubernetes.get(Pod.class, namespace, "demo-0"))
                .isNotNull()
                .extracting(pod -> pod.getSpec().getContainers().get(0).getImage())
                .isEqualTo("demo:2"));
        await().untilAsserted(() -> assertThat(
                        kubernetes.cluster(namespace, "demo").getStatus().observedGeneration())
                .isEqualTo(2));
    }

    @Test
    void saysWhoLeadsAndWhenAllServe() {
        kubernetes.create(namespace, "demo", 2);
        awaitPods(namespace, "demo-0", "demo-1");
        await().untilAsserted(() -> {
            serve("demo-0", "demo-1");
            var status = kubernetes.cluster(namespace, "demo").getStatus();
            assertThat(status.leader()).isEqualTo("demo-0");
            assertThat(status.readyMembers()).isEqualTo(2);
            var ready = DemoCluster.condition(status.conditions(), "Ready");
            assertThat(ready.getStatus()).as(ready.getMessage()).isEqualTo("True");
            assertThat(ready.getReason()).isEqualTo("AllReady");
        });
    }

    @Test
    void putsRightWhatSomebodyElseChangesOrDeletes() {
        kubernetes.create(namespace, "demo", 1);
        awaitPods(namespace, "demo-0");
        var service = kubernetes.get(Service.class, namespace, "demo");
        kubernetes.admin.resource(service).delete();
        kubernetes.patch(StatefulSet.class, namespace, "demo", "{\"spec\":{\"replicas\":4}}");
        kubernetes.patch(Role.class, namespace, "demo", "{\"rules\":[]}");
        kubernetes.patch(
                ServiceAccount.class,
                namespace,
                "demo",
                "{\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":\"somebody\"}}}");

        await().untilAsserted(() -> {
            var again = kubernetes.get(Service.class, namespace, "demo");
            assertThat(again).isNotNull();
            assertThat(again.getMetadata().getUid())
                    .isNotEqualTo(service.getMetadata().getUid());
            assertThat(kubernetes
                            .get(StatefulSet.class, namespace, "demo")
                            .getSpec()
                            .getReplicas())
                    .isEqualTo(1);
            assertThat(kubernetes.get(Role.class, namespace, "demo").getRules()).hasSize(1);
            assertThat(kubernetes
                            .get(ServiceAccount.class, namespace, "demo")
                            .getMetadata()
                            .getLabels())
                    .containsEntry("app.kubernetes.io/managed-by", "db-operator-demo");
        });
        awaitPods(namespace, "demo-0");
    }

    @Test
    void writesNothingWhenNothingChanges() {
        kubernetes.create(namespace, "demo", 1);
        await().untilAsserted(() -> assertThat(
                        kubernetes.cluster(namespace, "demo").getStatus().members())
                .isEqualTo(1));
        // Wakes the operator, and asks for nothing.
        kubernetes.patch(DatabaseCluster.class, namespace, "demo", "{\"spec\":{\"volumes\":\"Retain\"}}");
        await().untilAsserted(() -> assertThat(
                        kubernetes.cluster(namespace, "demo").getStatus().observedGeneration())
                .isEqualTo(2));
        var before = versions();
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(versions()).isEqualTo(before));
    }

    @Test
    void leavesAnObjectOfSomebodyElseAloneAndSaysSo() {
        kubernetes.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: demo, namespace: %s}
                spec: {ports: [{port: 80}], selector: {app: theirs}}
                """.formatted(namespace));
        var theirs = kubernetes.get(Service.class, namespace, "demo");
        kubernetes.create(namespace, "demo", 1);

        await().untilAsserted(() -> {
            var ready = DemoCluster.condition(
                    kubernetes.cluster(namespace, "demo").getStatus().conditions(), "Ready");
            assertThat(ready.getReason()).isEqualTo("NameTaken");
            assertThat(ready.getMessage()).contains("Service demo", "delete it, or give");
        });
        assertThat(kubernetes.get(Service.class, namespace, "demo")).isEqualTo(theirs);
        assertThat(kubernetes.list(StatefulSet.class, namespace)).isEmpty();

        kubernetes.admin.resource(theirs).delete();
        awaitPods(namespace, "demo-0");
    }

    @Test
    void takesAllWithItWhenItIsDeletedButTheVolumes() {
        kubernetes.create(namespace, "demo", 2);
        awaitPods(namespace, "demo-0", "demo-1");
        kubernetes.delete(kubernetes.cluster(namespace, "demo"));

        awaitPods(namespace);
        await().untilAsserted(() -> assertThat(OBJECTS)
                .allSatisfy(kind ->
                        assertThat(kubernetes.get(kind, namespace, "demo")).isNull()));
        assertThat(kubernetes.list(PersistentVolumeClaim.class, namespace)).hasSize(2);

        kubernetes.create(namespace, "demo", 1);
        awaitPods(namespace, "demo-0");
    }

    @Test
    void takesTheVolumesWithItWhereTheSpecSaysSo() {
        kubernetes.create(namespace, "demo", 2);
        kubernetes.patch(DatabaseCluster.class, namespace, "demo", "{\"spec\":{\"volumes\":\"Delete\"}}");
        awaitPods(namespace, "demo-0", "demo-1");
        await().untilAsserted(() -> assertThat(kubernetes.list(PersistentVolumeClaim.class, namespace))
                .hasSize(2)
                .allSatisfy(claim ->
                        assertThat(claim.getMetadata().getOwnerReferences()).isNotEmpty()));
        kubernetes.delete(kubernetes.cluster(namespace, "demo"));

        await().untilAsserted(() -> assertThat(kubernetes.list(PersistentVolumeClaim.class, namespace))
                .isEmpty());
    }

    @Test
    void aMemberMayReadTheLeadersPodAndNothingElse() {
        kubernetes.create(namespace, "demo", 2);
        awaitPods(namespace, "demo-0", "demo-1");
        try (var member = TestKubernetes.as(kubernetes.admin, namespace, "demo")) {
            var pods = member.pods().inNamespace(namespace);
            assertThat(pods.withName("demo-0").get()).isNotNull();
            DemoCluster.assertForbidden(() -> pods.withName("demo-1").get());
            DemoCluster.assertForbidden(pods::list);
            DemoCluster.assertForbidden(
                    () -> member.secrets().inNamespace(namespace).list());
        }
    }

    @Test
    void refusesWhatCannotBeMade() {
        assertThatThrownBy(() -> kubernetes.create(namespace, "d".repeat(51), 1))
                .hasMessageContaining("at most 50");
        assertThatThrownBy(() -> kubernetes.create(namespace, "demo.one", 1))
                .hasMessageContaining("letters, digits and dashes");
        kubernetes.create(namespace, "demo", 1);
        assertThatThrownBy(() -> kubernetes.patch(
                        DatabaseCluster.class, namespace, "demo", "{\"spec\":{\"storageSize\":\"2Gi\"}}"))
                .hasMessageContaining("storageSize cannot be changed");
        kubernetes.create(namespace, "d".repeat(50), 1);
        awaitPods(namespace, "demo-0", "d".repeat(50) + "-0");
    }

    private void scale(int members) {
        kubernetes.patch(DatabaseCluster.class, namespace, "demo", "{\"spec\":{\"amountPods\":" + members + "}}");
    }

    /** Of the objects that nobody but the operator writes. */
    private List<String> versions() {
        return Stream.of(ServiceAccount.class, Role.class, RoleBinding.class, Service.class, DatabaseCluster.class)
                .map(kind ->
                        kubernetes.get(kind, namespace, "demo").getMetadata().getResourceVersion())
                .toList();
    }

    private static void awaitPods(String namespace, String... names) {
        await().untilAsserted(() -> assertThat(kubernetes.list(Pod.class, namespace))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactlyInAnyOrder(names));
    }

    /** Reports pods as the node would, if it could pull their image. */
    private void serve(String... pods) {
        for (var pod : pods) {
            TestKubernetes.reportPod(
                    kubernetes.admin,
                    namespace,
                    pod,
                    "{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}");
        }
    }
}
