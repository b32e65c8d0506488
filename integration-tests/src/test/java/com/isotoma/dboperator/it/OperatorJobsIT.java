package com.isotoma.dboperator.it;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pods the operator may have run, tried with its own token, by Jobs and by CronJobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorJobsIT {
    private static final String POLICY = "db-operator-jobs";
    private static final String POD = """
            restartPolicy: Never
            serviceAccountName: db-operator-driver-orders
            securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
            containers:
              - name: driver
                image: driver
                env: [{name: A, value: b}, {name: J, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                securityContext:
                  {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
                   capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}
                volumeMounts: [{name: tmp, mountPath: /tmp}]
            volumes: [{name: tmp, emptyDir: {}}]
            """;

    private final TestNamespace namespace = TestNamespace.create();
    private final KubernetesClient operator = Cluster.as(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR_ACCOUNT);

    @BeforeAll
    void thePolicyHolds() {
        TestNamespace.await().untilAsserted(() -> denied(namespace.name, POD.replace("Never", "Never\nhostPID: true")));
    }

    @AfterAll
    void close() {
        operator.close();
        namespace.close();
    }

    @Test
    void itRunsDrivers() {
        create(POD);
        create(account("db-operator-driver.own"));
        in(Cluster.OPERATOR_NAMESPACE, account("db-operator-driver--" + namespace.name + ".orders"));
        in(Cluster.OPERATOR_NAMESPACE, account("db-operator-driver---offsite"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "db-operator", "other", "db-operator-drivers", "db-operator-driver--a.b"})
    void itRunsNothingAsAnAccountForWhichNoPolicyHolds(String account) {
        denied(namespace.name, account(account));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db-operator", "db-operator-driver", "db-operator-driver.probe", "default"})
    void norAsAnAccountOfItsOwnNamespaceThatHasRights(String account) {
        denied(Cluster.OPERATOR_NAMESPACE, account(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostNetwork: true",
                "hostPID: true",
                "hostIPC: true",
                "shareProcessNamespace: true",
                "nodeName: control-plane",
                "hostAliases: [{ip: 10.0.0.1, hostnames: [db.example.com]}]",
                "initContainers: [{name: i, image: i}]",
            })
    void itSharesNothingWithTheNode(String field) {
        denied(namespace.name, field + "\n" + POD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostPath: {path: /}",
                "secret: {secretName: theirs}",
                "configMap: {name: theirs}",
                "persistentVolumeClaim: {claimName: theirs}",
                "projected: {sources: [{serviceAccountToken: {path: token, audience: vault}}]}",
                "csi: {driver: secrets-store.csi.k8s.io}",
                "nfs: {server: nas, path: /}",
            })
    void itMountsNothing(String volume) {
        denied(namespace.name, POD.replace("emptyDir: {}", volume));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env: [{name: A, valueFrom: {secretKeyRef: {name: theirs, key: k}}}]",
                "env: [{name: A, valueFrom: {configMapKeyRef: {name: theirs, key: k}}}]",
                "envFrom: [{secretRef: {name: theirs}}]",
                "envFrom: [{configMapRef: {name: theirs}}]",
                "ports: [{containerPort: 80, hostPort: 80}]",
                "lifecycle: {postStart: {httpGet: {host: 10.0.0.1, port: 80}}}",
                "livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}",
            })
    void itGivesTheContainerNothingOfOthers(String field) {
        denied(namespace.name, POD.replaceFirst("env: .*", field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowPrivilegeEscalation: false|allowPrivilegeEscalation: true",
                "allowPrivilegeEscalation: false, |",
                "readOnlyRootFilesystem: true, |",
                "drop: \\[ALL]|drop: [NET_RAW]",
                "drop: \\[ALL]|drop: [ALL], add: [SYS_ADMIN]",
                "readOnlyRootFilesystem: true|readOnlyRootFilesystem: true, runAsUser: 0",
                "readOnlyRootFilesystem: true|readOnlyRootFilesystem: true, seLinuxOptions: {type: spc_t}",
                "\\{runAsNonRoot: true, seccompProfile: \\{type: RuntimeDefault}}|{runAsNonRoot: true}",
                "securityContext: \\{runAsNonRoot: true|securityContext: {runAsNonRoot: true, sysctls: [{name: a.b, value: c}]",
                "securityContext: \\{runAsNonRoot: true|securityContext: {runAsNonRoot: true, fsGroup: 0"
            })
    void itsPodsAreRestricted(String change) {
        var parts = change.split("\\|", -1);
        denied(namespace.name, POD.replaceFirst(parts[0], parts[1]));
    }

    @Test
    void oneContainerAndNoMore() {
        denied(namespace.name, POD.replace("volumes:", "  - {name: second, image: i, securityContext: {}}\nvolumes:"));
    }

    private static String account(String name) {
        return POD.replace("db-operator-driver-orders", name);
    }

    private void create(String pod) {
        in(namespace.name, pod);
    }

    private void denied(String where, String pod) {
        for (var object : objects(pod)) {
            Denied.by(POLICY, () -> create(where, object));
        }
    }

    private void in(String where, String pod) {
        objects(pod).forEach(object -> create(where, object));
    }

    /** Without doing it: whether it would be allowed. */
    private void create(String where, String object) {
        operator.resource(object).inNamespace(where).dryRun().create();
    }

    private static List<String> objects(String pod) {
        return List.of(
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: x}\nspec:\n  template:\n    spec:\n" + pod.indent(6),
                "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: x}\nspec:\n  schedule: '0 0 * * *'\n"
                        + "  jobTemplate:\n    spec:\n      template:\n        spec:\n" + pod.indent(10));
    }
}
