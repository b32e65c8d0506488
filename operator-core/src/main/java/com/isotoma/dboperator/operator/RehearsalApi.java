package com.isotoma.dboperator.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers on a loopback port like an API server that has a few objects, never any news, and takes whatever is written. It
 * knows no rules: it is there to be talked to, not to be believed.
 */
final class RehearsalApi implements AutoCloseable {
    private static final String MAY_ALL = """
            {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "status": {"incomplete": false,
             "nonResourceRules": [], "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
            """;

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<HasMetadata> objects;
    private final CountDownLatch job = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private RehearsalApi(HttpServer server, ExecutorService threads, List<HasMetadata> objects) {
        this.server = server;
        this.threads = threads;
        this.objects = objects;
    }

    static RehearsalApi open(List<HasMetadata> objects) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var api = new RehearsalApi(server, Executors.newVirtualThreadPerTaskExecutor(), List.copyOf(objects));
        server.createContext("/", api::answer);
        server.setExecutor(api.threads);
        server.start();
        return api;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether a Job was created in time. */
    boolean awaitJob(Duration limit) throws InterruptedException {
        return job.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var query = String.valueOf(exchange.getRequestURI().getQuery());
            var path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    if ("websocket".equals(exchange.getRequestHeaders().getFirst("Upgrade"))) {
                        send(exchange, 200, new byte[] {'\n'}); // no WebSockets here: the client asks again without
                    } else if (query.contains("watch=true")) {
                        silence(exchange);
                    } else if (path.contains("/leases/") || path.matches("/api/v1/namespaces/[^/]+")) {
                        send(exchange, 404, bytes("{}"));
                    } else {
                        send(exchange, 200, list(path));
                    }
                }
                case "POST" -> {
                    send(exchange, 201, path.endsWith("/selfsubjectrulesreviews") ? bytes(MAY_ALL) : body);
                    if (path.endsWith("/jobs")) {
                        job.countDown();
                    }
                }
                default -> send(exchange, 200, body);
            }
        }
    }

    /** The objects whose plural ends the path. */
    private byte[] list(String path) {
        var items = objects.stream()
                .filter(object -> path.endsWith("/" + object.getPlural()))
                .map(Serialization::asJson)
                .toList();
        var json = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                + String.join(",", items) + "]}";
        return bytes(json);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A watch without news, until the end. */
    private void silence(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
