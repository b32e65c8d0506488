package com.isotoma.dboperator.driver.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers on a loopback port like an API server that has one Database, its admin's Secret and nothing else, and takes
 * whatever is written. It knows no rules: it is there to be talked to, not to be believed.
 */
public final class RehearsalStage implements AutoCloseable {
    public static final String NAMESPACE = "rehearsal";
    public static final String NAME = "rehearsal";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLOSED_PORT = 1;

    private final HttpServer server;
    private final Map<String, JsonNode> objects = new ConcurrentHashMap<>();

    private RehearsalStage(HttpServer server) {
        this.server = server;
    }

    /** Opens with a Database of {@code driver} on a server that is not there. */
    public static RehearsalStage open(String driver) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var stage = new RehearsalStage(server);
        stage.objects.put(path("/apis/db.isotoma.com/v1alpha1", "databases", NAME), database(driver));
        stage.objects.put(path("/api/v1", "secrets", "admin"), secret());
        stage.objects.put("/api/v1/namespaces/kube-system", namespace());
        server.createContext("/", stage::answer);
        server.start();
        return stage;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String path(String api, String plural, String name) {
        return api + "/namespaces/" + NAMESPACE + "/" + plural + "/" + name;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().replaceAll("/status$", "");
            var body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    var found = objects.get(path);
                    send(exchange, found == null ? 404 : 200, found == null ? JSON.createObjectNode() : found);
                }
                case "PUT" -> {
                    var written = JSON.readTree(body);
                    objects.put(path, written);
                    send(exchange, 200, written);
                }
                case "PATCH" -> {
                    var patched = JSON.readerForUpdating(objects.get(path)).readTree(body);
                    send(exchange, 200, patched);
                }
                case "POST" -> {
                    var made = JSON.readTree(body);
                    if (made.path("metadata") instanceof ObjectNode metadata) {
                        metadata.put("resourceVersion", "1");
                    }
                    send(exchange, 201, made);
                }
                case "DELETE" -> send(exchange, 200, JSON.createObjectNode());
                default -> send(exchange, 404, JSON.createObjectNode());
            }
        }
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        var bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean bodyless = "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, bodyless ? -1 : bytes.length);
        if (!bodyless) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static ObjectNode resource(String apiVersion, String kind, String name) {
        var resource = JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
        resource.putObject("metadata")
                .put("name", name)
                .put("namespace", NAMESPACE)
                .put("uid", "00000000-0000-0000-0000-000000000000")
                .put("resourceVersion", "1")
                .put("generation", 1);
        return resource;
    }

    private static ObjectNode database(String driver) {
        var database = resource("db.isotoma.com/v1alpha1", "Database", NAME);
        var spec = database.putObject("spec").put("driver", driver).put("deletionPolicy", "Delete");
        spec.putObject("connect").put("host", "127.0.0.1").put("port", CLOSED_PORT);
        var credentials = spec.putObject("credentials");
        credentials.putObject("username").put("value", "admin");
        credentials
                .putObject("password")
                .putObject("valueFrom")
                .putObject("secretKeyRef")
                .put("name", "admin")
                .put("key", "password");
        return database;
    }

    private static ObjectNode secret() {
        var secret = resource("v1", "Secret", "admin");
        secret.putObject("data").put("password", "YWRtaW4=");
        return secret;
    }

    private static ObjectNode namespace() {
        return resource("v1", "Namespace", "kube-system");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
