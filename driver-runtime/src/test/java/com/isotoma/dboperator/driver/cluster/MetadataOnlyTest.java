package com.isotoma.dboperator.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** An older driver beside a newer CRD: it cannot be had from a real API server, which drops what its CRD does not know. */
class MetadataOnlyTest {
    private static final String DATABASE = """
            {"apiVersion": "db.isotoma.com/v1alpha1", "kind": "Database",
             "metadata": {"namespace": "team-a", "name": "orders", "uid": "u", "resourceVersion": "7"},
             "spec": {"driver": "demo", "connect": {}, "fromTheFuture": "kept",
               "credentials": {"username": {"value": "a"}, "password": {"value": "b"}}}}
            """;

    private final List<String> writes = new CopyOnWriteArrayList<>();

    @Test
    void puttingAFinalizerOnSendsNothingOfTheSpec() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            var database = new ClusterClient(client, Clock.systemUTC())
                    .database("team-a", "orders")
                    .orElseThrow();

            database.hold(Set.of("admin"));
        } finally {
            server.stop(0);
        }

        assertThat(writes)
                .singleElement()
                .satisfies(write -> assertThat(write)
                        .startsWith("PATCH application/merge-patch+json ")
                        .contains("\"resourceVersion\":\"7\"")
                        .contains("db.isotoma.com/database")
                        .doesNotContain("spec", "driver"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("GET")) {
                writes.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            }
            var answer = DATABASE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
