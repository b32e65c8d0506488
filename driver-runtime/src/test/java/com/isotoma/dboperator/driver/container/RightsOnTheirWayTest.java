package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With an API server of which no more is needed than that it refuses. */
class RightsOnTheirWayTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String SECRET = "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"}}";

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private int refusals;

    RightsOnTheirWayTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aReadingThatIsRefusedAtFirstIsAskedForAgain() {
        refusals = RightsOnTheirWay.REPETITIONS;
        try (var client = client(LONG)) {
            assertThat(client.secrets().inNamespace("n").withName("s").get()).isNotNull();
        }
        assertThat(requests).hasValue(RightsOnTheirWay.REPETITIONS + 1);
    }

    @Test
    void aRefusalThatStaysIsOne() {
        refusals = Integer.MAX_VALUE;
        try (var client = client(LONG)) {
            assertThatThrownBy(() ->
                            client.secrets().inNamespace("n").withName("s").get())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
        }
        assertThat(requests).hasValue(RightsOnTheirWay.REPETITIONS + 1);
    }

    @Test
    void aRunThatBeganLongAgoIsRefusedAtOnce() {
        refusals = 1;
        try (var client = client(Duration.ZERO)) {
            assertThatThrownBy(() ->
                            client.secrets().inNamespace("n").withName("s").get())
                    .isInstanceOf(KubernetesClientException.class);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aWriteIsNotRepeated() {
        refusals = 1;
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace("n")
                .withName("s")
                .endMetadata()
                .build();
        try (var client = client(LONG)) {
            assertThatThrownBy(() -> client.resource(secret).create()).isInstanceOf(KubernetesClientException.class);
        }
        assertThat(requests).hasValue(1);
    }

    private KubernetesClient client(Duration patience) {
        var config = Config.empty();
        config.setMasterUrl("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/");
        return KubernetesAccess.connect(config, new RightsOnTheirWay(patience, PAUSE));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = SECRET.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (requests.incrementAndGet() <= refusals) {
                exchange.sendResponseHeaders(403, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
