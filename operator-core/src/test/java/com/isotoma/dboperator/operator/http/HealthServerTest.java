package com.isotoma.dboperator.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private final HealthServer server = new HealthServer(ANY, ANY, new Fine(), () -> "m 1\n".repeat(500_000));
    private final List<Socket> clients = new ArrayList<>();

    private record Fine() implements Health {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }
    }

    @AfterEach
    void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void connectionsThatSendNothingMoreDelayNoOther() throws Exception {
        for (var i = 0; i < 50; i++) {
            open(server.port(), "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        }
        assertThat(get(server.port(), "/healthz")).isEqualTo("ok\n");
        assertThat(get(server.probePort(), "/healthz")).isEqualTo("ok\n");
    }

    @Test
    void readersThatDoNotReadDelayNoOther() throws Exception {
        for (var i = 0; i < 20; i++) {
            open(server.port(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        assertThat(get(server.port(), "/readyz")).isEqualTo("ok\n");
        assertThat(get(server.probePort(), "/readyz")).isEqualTo("ok\n");
    }

    @Test
    void asManyConnectionsAsMetricsTakeLeaveTheProbesAlone() throws Exception {
        for (var i = 0; i < 150; i++) {
            open(server.port(), "GET /metrics HTTP/1.1\r\n");
        }
        assertThat(get(server.probePort(), "/healthz")).isEqualTo("ok\n");
    }

    @Test
    void aSlowConnectionIsClosed() throws Exception {
        var slow = open(server.probePort(), "GET /healthz HTTP/1.1\r\nX-Slow: ");
        // Fails with a time-out when the server leaves it open.
        assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }

    private Socket open(int port, String text) throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), port);
        clients.add(client);
        client.setSoTimeout(40_000);
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var address = InetAddress.getLoopbackAddress().getHostAddress();
            var request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + path))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
