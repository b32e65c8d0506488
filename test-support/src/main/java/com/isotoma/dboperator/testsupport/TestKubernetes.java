package com.isotoma.dboperator.testsupport;

import com.isotoma.dboperator.crds.read.Readers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** The cluster that {@code KUBECONFIG} names, as its administrator or as one of its service accounts. */
public final class TestKubernetes {
    private static final long TOKEN_SECONDS = 7200;

    private TestKubernetes() {}

    /** A client with all rights; the caller closes it. */
    public static KubernetesClient admin() {
        var kubeconfig = System.getenv("KUBECONFIG");
        if (kubeconfig == null || kubeconfig.isBlank()) {
            throw new IllegalStateException("KUBECONFIG is not set: run ./test, or local-cluster/up");
        }
        // Reads whatever tests store, as the operator does.
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(Readers.serialization(true))
                .build();
    }

    /** Applies a file, or every file of a folder but not of the folders in it. */
    public static void apply(KubernetesClient client, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            apply(client, Files.readString(path));
            return;
        }
        try (var files = Files.list(path)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                apply(client, Files.readString(file));
            }
        }
    }

    /** Applies YAML, one or more documents, and takes over the fields that others have set. */
    public static void apply(KubernetesClient client, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .resources()
                .forEach(resource -> resource.forceConflicts().serverSideApply());
    }

    /** Takes all finalizers off, of what is still there. */
    public static void release(KubernetesClient client, List<? extends HasMetadata> resources) {
        for (var resource : resources) {
            if (!resource.getMetadata().getFinalizers().isEmpty()) {
                try {
                    // As a merge, which needs no version: a run that is still going may write at the same moment.
                    client.resource(resource)
                            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
                } catch (KubernetesClientException e) {
                    if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                        throw e;
                    }
                }
            }
        }
    }

    /** A client with the rights of a service account and no others; the caller closes it. */
    public static KubernetesClient as(KubernetesClient admin, String namespace, String account) {
        var known = admin.getConfiguration();
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(known.getMasterUrl())
                        .withCaCertData(known.getCaCertData())
                        .withCaCertFile(known.getCaCertFile())
                        .withOauthToken(token(admin, namespace, account))
                        .build())
                .withKubernetesSerialization(Readers.serialization(true))
                .build();
    }

    /** The same as the text of a kubeconfig. */
    public static String kubeconfig(KubernetesClient admin, String namespace, String account) throws IOException {
        var authority = Base64.getEncoder().encodeToString(authority(admin));
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """.formatted(admin.getMasterUrl(), authority, token(admin, namespace, account));
    }

    /** The certificate by which the API server is known, as PEM. */
    public static byte[] authority(KubernetesClient client) throws IOException {
        var known = client.getConfiguration();
        return known.getCaCertData() != null
                ? Base64.getDecoder().decode(known.getCaCertData())
                : Files.readAllBytes(Path.of(known.getCaCertFile()));
    }

    /** A token of a service account. */
    public static String token(KubernetesClient admin, String namespace, String account) {
        return admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(TOKEN_SECONDS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** Reports a pod as its node would, whatever the scheduler and others write to it at the same moment. */
    public static void reportPod(KubernetesClient client, String namespace, String pod, String status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"status\":" + status + "}");
    }
}
