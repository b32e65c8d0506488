package com.isotoma.dboperator.it;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A person or a pipeline with a role of the cluster in one namespace, who sends the API server texts of their own making. */
final class Tenant implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final TestNamespace namespace;
    private final String token;

    private Tenant(HttpClient http, TestNamespace namespace, String token) {
        this.http = http;
        this.namespace = namespace;
        this.token = token;
    }

    /** @param role edit or admin */
    static Tenant with(String role, TestNamespace namespace) throws IOException, GeneralSecurityException {
        var account = "tenant-" + role;
        namespace
                .client
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name)
                        .withName(account)
                        .endMetadata()
                        .build())
                .create();
        namespace
                .client
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name)
                        .withName(account)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("", "ServiceAccount", account, namespace.name)
                        .build())
                .create();
        var http = HttpClient.newBuilder()
                .sslContext(trust(TestKubernetes.authority(namespace.client)))
                .connectTimeout(LIMIT)
                .build();
        return new Tenant(http, namespace, TestKubernetes.token(namespace.client, namespace.name, account));
    }

    private static SSLContext trust(byte[] authority) throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    int create(String path, String object) throws IOException, InterruptedException {
        return send("POST", path, "application/json", object);
    }

    int update(String path, String object) throws IOException, InterruptedException {
        return send("PUT", path, "application/json", object);
    }

    int merge(String path, String patch) throws IOException, InterruptedException {
        return send("PATCH", path, "application/merge-patch+json", patch);
    }

    int delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "application/json", "{}");
    }

    /**
     * @param path below the namespace, with the group: {@code apis/batch/v1 jobs/one}
     * @return the HTTP status
     */
    private int send(String method, String path, String type, String body) throws IOException, InterruptedException {
        var parts = path.split(" ", 2);
        var address = namespace.client.getMasterUrl().toString().replaceFirst("/$", "") + "/" + parts[0]
                + "/namespaces/" + namespace.name + "/" + parts[1];
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + cut(answer.body()));
        }
        return answer.statusCode();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 1_000));
    }

    @Override
    public void close() {
        http.close();
    }
}
