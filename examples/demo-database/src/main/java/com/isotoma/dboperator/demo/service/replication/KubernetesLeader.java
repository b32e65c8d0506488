package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Asks the Kubernetes API for the address of the leader's pod. It needs {@code get} on that one pod. Token and certificate
 * are read each time, since both change while a pod lives.
 *
 * @param api address of the API server
 * @param serviceAccount directory with {@code token}, {@code ca.crt} and {@code namespace}
 * @param namespace the pod's namespace; that of the service account if it is empty
 * @param pod the leader's pod
 * @param port where the leader listens
 */
record KubernetesLeader(URI api, Path serviceAccount, Optional<String> namespace, String pod, int port)
        implements LeaderFinder {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public URI find() throws IOException, InterruptedException {
        var where = namespace.isPresent() ? namespace.get() : text("namespace");
        var request = HttpRequest.newBuilder(api.resolve("/api/v1/namespaces/" + where + "/pods/" + pod))
                .header("Authorization", "Bearer " + text("token"))
                .header("Accept", "application/json")
                .timeout(LIMIT)
                .build();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .sslContext(trust())
                .build()) {
            var answer = Fetch.get(client, request, LIMIT);
            var what = "the leader's pod " + where + "/" + pod;
            return switch (answer.statusCode()) {
                case 200 -> HostPort.http(podIp(answer.body(), what), port);
                case 404 -> throw new IOException(what + " does not exist");
                case 401, 403 ->
                    throw new IOException(what + " may not be read: the API server answered " + answer.statusCode()
                            + "; does the service account have a Role with get on it?");
                default -> throw new IOException(what + ": the API server answered " + answer.statusCode());
            };
        }
    }

    private static String podIp(byte[] json, String what) throws IOException {
        var ip = Json.MAPPER.readTree(json).path("status").path("podIP").asText("");
        if (ip.isEmpty()) {
            throw new IOException(what + " has no address yet");
        }
        return ip;
    }

    private String text(String file) throws IOException {
        return Files.readString(serviceAccount.resolve(file)).strip();
    }

    private SSLContext trust() throws IOException {
        try (var in = Files.newInputStream(serviceAccount.resolve("ca.crt"))) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(serviceAccount.resolve("ca.crt") + " cannot be used: " + e.getMessage(), e);
        }
    }
}
