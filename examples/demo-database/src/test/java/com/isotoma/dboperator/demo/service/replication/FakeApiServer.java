package com.isotoma.dboperator.demo.service.replication;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Answers as the Kubernetes API does about the one pod that a follower asks for, over TLS, to whoever has the token. The
 * real API server takes its place in the integration tests; here it would start for seconds and need a cluster's files.
 */
final class FakeApiServer implements AutoCloseable {
    static final String NAMESPACE = "database";
    private static final String TOKEN = "token-of-the-service-account";

    private final Path serviceAccount;
    private final HttpsServer server;
    private volatile String leader = "";
    private volatile int status = 200;

    private FakeApiServer(Path serviceAccount, HttpsServer server) {
        this.serviceAccount = serviceAccount;
        this.server = server;
    }

    /** @param directory an empty one, for the files of a service account */
    static FakeApiServer start(Path directory) throws Exception {
        return start(directory, TestKeys.ours());
    }

    /** @param keys what it shows to clients; the service account trusts them */
    static FakeApiServer start(Path directory, TestKeys keys) throws Exception {
        var serviceAccount = Files.createDirectory(directory.resolve("serviceaccount"));
        Files.writeString(serviceAccount.resolve("ca.crt"), keys.certificate());
        Files.writeString(serviceAccount.resolve("token"), TOKEN);
        Files.writeString(serviceAccount.resolve("namespace"), NAMESPACE);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys.tls()));
        var fake = new FakeApiServer(serviceAccount, server);
        server.createContext("/", fake::answer);
        server.start();
        return fake;
    }

    /** The leader's pod has this address from now on; none, if it is empty. */
    void leaderIsAt(String address) {
        leader = address;
    }

    /** Every request is answered with this status from now on. */
    void answersWith(int other) {
        status = other;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path serviceAccount() {
        return serviceAccount;
    }

    Map<String, String> environment() {
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                "127.0.0.1",
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(port()),
                "SERVICE_ACCOUNT_DIR",
                serviceAccount.toString(),
                "NAMESPACE",
                NAMESPACE);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean right =
                    exchange.getRequestURI().toString().equals("/api/v1/namespaces/" + NAMESPACE + "/pods/demo-0");
            var body = "{\"kind\":\"Pod\",\"status\":{\"podIP\":\"" + leader + "\"}}";
            exchange.sendResponseHeaders(known ? right ? status : 404 : 401, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
