package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a service account with all rights, by which runs that tests start reach the cluster as pods do. */
final class AccountFiles {
    private static final String ACCOUNT = "runs-by-hand";
    private static @Nullable Map<String, String> environment;

    private AccountFiles() {}

    /** The variables that say where they are. */
    static synchronized Map<String, String> environment() throws IOException {
        var known = environment;
        if (known == null) {
            known = write();
            environment = known;
        }
        return known;
    }

    private static Map<String, String> write() throws IOException {
        var client = Cluster.admin();
        var account = new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(Cluster.OPERATOR_NAMESPACE)
                .withName(ACCOUNT)
                .endMetadata()
                .build();
        client.resource(account).serverSideApply();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", ACCOUNT, Cluster.OPERATOR_NAMESPACE)
                        .build())
                .serverSideApply();
        var folder = Files.createDirectories(Workspace.root().resolve("integration-tests/target/" + ACCOUNT));
        var token = Files.writeString(
                folder.resolve("token"), TestKubernetes.token(client, Cluster.OPERATOR_NAMESPACE, ACCOUNT));
        var authority = Files.write(folder.resolve("ca.crt"), TestKubernetes.authority(client));
        return Map.of(
                "KUBERNETES_SERVICE_HOST", client.getMasterUrl().getHost(),
                "KUBERNETES_SERVICE_PORT",
                        Integer.toString(client.getMasterUrl().getPort()),
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString(),
                "KUBERNETES_CERTS_CA_FILE", authority.toString());
    }
}
