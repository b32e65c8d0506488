package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.service.DemoServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The demo service as a process at a loopback address of its own and the usual port, as in a pod. */
final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final String address = "127.55." + ThreadLocalRandom.current().nextInt(256) + "."
            + ThreadLocalRandom.current().nextInt(1, 255);
    private final Process process;

    ServiceProcess(Path folder) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DemoServer.class.getName(),
                "--host",
                address,
                "--data",
                folder.resolve("data-" + address).toString());
        builder.environment().put("DEMO_ADMIN_PASSWORD", "admin");
        process = builder.redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            var line = reader.readLine();
            if (line == null || !line.contains("listens at")) {
                throw new IOException("the service did not start: " + line);
            }
        }
    }

    String url() {
        return "http://" + address + ":8089";
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String persons() throws IOException, InterruptedException {
        return send("GET", "/persons", "").body();
    }

    void add(String firstName, String lastName) throws IOException, InterruptedException {
        var body = "{\"firstName\":\"" + firstName + "\",\"lastName\":\"" + lastName + "\"}";
        var answer = send("POST", "/persons", body);
        if (answer.statusCode() != 200) {
            throw new IOException("not added: " + answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
