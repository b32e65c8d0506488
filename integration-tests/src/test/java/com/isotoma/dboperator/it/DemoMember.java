package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A member of a cluster, found by its pod whenever it is asked: a new pod has another address. */
record DemoMember(TestNamespace namespace, String pod) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    String persons() throws IOException, InterruptedException {
        return send("GET", "/persons", new byte[0]).body();
    }

    void add(String lastName) throws IOException, InterruptedException {
        var body = "{\"firstName\": \"X\", \"lastName\": \"" + lastName + "\"}";
        assertThat(send("POST", "/persons", body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    /** From now on its persons are those of this dump. */
    void take(byte[] dump) throws IOException, InterruptedException {
        assertThat(send("POST", "/persons/import", dump).statusCode()).isEqualTo(200);
    }

    /** Waits until it has the same persons as another member. */
    void awaitSameAs(DemoMember other) {
        TestNamespace.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(persons()).isEqualTo(other.persons()));
    }

    private HttpResponse<String> send(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        var address = namespace
                .client
                .pods()
                .inNamespace(namespace.name)
                .withName(pod)
                .require()
                .getStatus()
                .getPodIP();
        if (address == null) {
            throw new IOException(pod + " has no address yet");
        }
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://" + address + ":8089" + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
