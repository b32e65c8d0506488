package com.isotoma.dboperator.it;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that {@code KUBECONFIG} names, seen as its administrator, with the CRDs, the roles of {@code deploy/} and
 * Drivers that its node can run. Thread-safe.
 */
final class Cluster {
    static final String OPERATOR_NAMESPACE = "db-operator-system";
    static final String OPERATOR_ACCOUNT = "db-operator";
    private static final long TOKEN_SECONDS = 7200;
    private static @Nullable KubernetesClient shared;

    private Cluster() {}

    /** One client for all tests of this process; nobody closes it. */
    static synchronized KubernetesClient admin() {
        var client = shared;
        if (client == null) {
            if (System.getenv("KUBECONFIG") == null) {
                throw new IllegalStateException("KUBECONFIG is not set: run ./test, or local-cluster/up");
            }
            client = new KubernetesClientBuilder().build();
            prepare(client);
            shared = client;
        }
        return client;
    }

    private static void prepare(KubernetesClient client) {
        var root = Workspace.root();
        try (var crds = Files.list(root.resolve("crds/yaml"))) {
            for (var file : crds.filter(Files::isRegularFile).toList()) {
                apply(client, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        apply(client, root.resolve("deploy/operator-rbac.yaml"));
        apply(client, root.resolve("deploy/driver-rbac.yaml"));
        for (var driver : LocalDrivers.all()) {
            client.resource(driver).forceConflicts().serverSideApply();
        }
    }

    private static void apply(KubernetesClient client, Path file) {
        try (var in = Files.newInputStream(file)) {
            client.load(in).resources().forEach(r -> r.forceConflicts().serverSideApply());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client with the rights of a service account and no others; the caller closes it. */
    static KubernetesClient as(String namespace, String account) {
        var known = admin().getConfiguration();
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(known.getMasterUrl())
                        .withCaCertData(known.getCaCertData())
                        .withCaCertFile(known.getCaCertFile())
                        .withOauthToken(token(namespace, account))
                        .build())
                .build();
    }

    /** The text of a kubeconfig with the rights of the operator's service account. */
    static String operatorKubeconfig() throws IOException {
        var known = admin().getConfiguration();
        var ca = known.getCaCertData() != null
                ? known.getCaCertData()
                : Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(known.getCaCertFile())));
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(known.getMasterUrl(), ca, token(OPERATOR_NAMESPACE, OPERATOR_ACCOUNT));
    }

    private static String token(String namespace, String account) {
        return admin().serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(List.of())
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
