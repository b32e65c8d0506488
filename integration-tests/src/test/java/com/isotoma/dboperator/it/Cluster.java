package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that {@code KUBECONFIG} names, seen as its administrator, with the CRDs, the roles of {@code deploy/} and
 * Drivers that its node can run. Thread-safe.
 */
final class Cluster {
    static final String OPERATOR_NAMESPACE = "db-operator-system";
    static final String OPERATOR_ACCOUNT = "db-operator";
    private static @Nullable KubernetesClient shared;

    private Cluster() {}

    /** One client for all tests of this process; nobody closes it. */
    static synchronized KubernetesClient admin() {
        var client = shared;
        if (client == null) {
            client = TestKubernetes.admin();
            prepare(client);
            shared = client;
        }
        return client;
    }

    /** Gives a cluster what the tests need. */
    static void prepare(KubernetesClient client) {
        var root = Workspace.root();
        try {
            for (var manifests : List.of(
                    "crds/yaml",
                    "crds/yaml/demo",
                    "deploy/operator-rbac.yaml",
                    "deploy/driver-rbac.yaml",
                    "deploy/user-roles.yaml",
                    "deploy/admission.yaml")) {
                TestKubernetes.apply(client, root.resolve(manifests));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var driver : LocalDrivers.all()) {
            client.resource(driver).forceConflicts().serverSideApply();
        }
    }

    /** A client with the rights of a service account and no others; the caller closes it. */
    static KubernetesClient as(String namespace, String account) {
        return TestKubernetes.as(admin(), namespace, account);
    }

    /** The text of a kubeconfig with the rights of the operator's service account. */
    static String operatorKubeconfig() throws IOException {
        return TestKubernetes.kubeconfig(admin(), OPERATOR_NAMESPACE, OPERATOR_ACCOUNT);
    }
}
