package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.LocalServers;
import com.isotoma.dboperator.testsupport.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tests of the demo share: its operator, and the Secret of its backups. */
final class Demo {
    /** The image that {@code local-cluster/up --image} knows. */
    static final String IMAGE = "images.invalid/db-operator/demo-http:0.1.0";

    static final String STORE = "store";
    /** The operator of all other tests must not have the demo's rights, so this one is another account. */
    private static final String ACCOUNT = "demo-operator";

    private Demo() {}

    /** The operator with the demo's resources in it, for some namespaces. */
    static OperatorProgram operator(TestNamespace... namespaces) throws IOException {
        var names = Stream.of(namespaces).map(n -> n.name).collect(Collectors.joining(","));
        var admin = Cluster.admin();
        TestKubernetes.apply(admin, """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: %s}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: db-operator}
                subjects: [{kind: ServiceAccount, name: %s, namespace: %s}]
                """.formatted(
                        ACCOUNT, Cluster.OPERATOR_NAMESPACE, ACCOUNT, ACCOUNT, Cluster.OPERATOR_NAMESPACE));
        var rights = Files.readString(Workspace.root().resolve("deploy/demo/operator-rbac.yaml"));
        TestKubernetes.apply(
                admin,
                rights.replace(
                        "name: " + Cluster.OPERATOR_ACCOUNT + "\n    namespace:",
                        "name: " + ACCOUNT + "\n    namespace:"));
        return OperatorProgram.startModule(
                "demo-operator",
                "demo-" + namespaces[0].name,
                TestKubernetes.kubeconfig(admin, Cluster.OPERATOR_NAMESPACE, ACCOUNT),
                "--leader-election=false",
                "--namespaces=" + names);
    }

    /** A namespace with the access key of the object store. */
    static TestNamespace namespace() {
        var namespace = TestNamespace.create();
        namespace.secret(
                STORE,
                Map.of(
                        "HmacAccessKeyId",
                        LocalServers.of("S3", "ACCESS_KEY"),
                        "HmacSecretAccessKey",
                        LocalServers.of("S3", "SECRET_KEY")));
        return namespace;
    }
}
