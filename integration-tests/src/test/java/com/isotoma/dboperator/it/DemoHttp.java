package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.demo.service.DemoServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A demo HTTP database of its own, as a process. */
final class DemoHttp implements Server, AutoCloseable {
    private static final String PASSWORD = "demo-admin-" + Long.toHexString(new Random().nextLong());
    private static final Duration START = Duration.ofSeconds(90);
    private static final int FILLER_RECORDS = 120;
    private static final int FILLER_BYTES = 100_000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Path folder;
    private Process process;
    private final int port;

    private DemoHttp(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static DemoHttp start() throws IOException {
        var folder = Files.createTempDirectory("demo-http-");
        var process = process(folder, 0);
        var log = folder.resolve("log");
        try {
            Awaitility.await().atMost(START).until(() -> Files.readString(log).contains("listens at"));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        var line = Files.readString(log).strip();
        return new DemoHttp(folder, process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    private static Process process(Path folder, int port) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoServer.class.getName(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().put("DEMO_ADMIN_PASSWORD", PASSWORD);
        return builder.start();
    }

    /** The machine that it runs on fails. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The same data at the same port. */
    void startAgain() throws IOException {
        process = process(folder, port);
        Awaitility.await()
                .atMost(START)
                .until(() -> Files.readString(folder.resolve("log")).split("listens at", -1).length > 2);
    }

    @Override
    public String driver() {
        return "demo-http";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String admin() {
        return "admin";
    }

    @Override
    public String adminPassword() {
        return PASSWORD;
    }

    @Override
    public void store(Map<String, String> secret, String text) throws Exception {
        // A key of its own for each record, in the order of storing.
        int next = stored(secret).size() + 1;
        put(secret, "note-" + next, text);
    }

    @Override
    public List<String> stored(Map<String, String> secret) throws Exception {
        var answer = asApplication(secret, "GET", "/records", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var records = new ObjectMapper().readTree(answer.body());
        return StreamSupport.stream(records.spliterator(), false)
                .filter(r -> r.get("id").asText().startsWith("note-"))
                .sorted((a, b) -> a.get("id").asText().compareTo(b.get("id").asText()))
                .map((JsonNode r) -> r.get("note").asText())
                .toList();
    }

    @Override
    public void fill(Map<String, String> secret) throws Exception {
        var random = new Random(1);
        var noise = new byte[FILLER_BYTES];
        for (int i = 0; i < FILLER_RECORDS; i++) {
            random.nextBytes(noise);
            put(secret, "filler-" + i, Base64.getEncoder().encodeToString(noise));
        }
    }

    private void put(Map<String, String> secret, String id, String text) throws Exception {
        var body = new ObjectMapper().writeValueAsString(Map.of("note", text));
        assertThat(asApplication(secret, "PUT", "/records/" + id, body).statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> asApplication(Map<String, String> secret, String method, String below, String body)
            throws Exception {
        var address = "http://" + SqlServer.value(secret, "host") + ":" + SqlServer.value(secret, "port")
                + "/databases/" + encoded(SqlServer.value(secret, "database")) + below;
        return send(method, address, SqlServer.value(secret, "username"), SqlServer.value(secret, "password"), body);
    }

    private HttpResponse<String> asAdmin(String method, String path, String body) throws Exception {
        return send(method, "http://" + host() + ":" + port + path, admin(), PASSWORD, body);
    }

    private HttpResponse<String> send(String method, String address, String user, String password, String body)
            throws IOException, InterruptedException {
        var login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Basic " + login)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public boolean hasDatabase(String name) throws Exception {
        return asAdmin("GET", "/databases/" + encoded(name), "").statusCode() == 200;
    }

    /** The service has no users apart from databases. */
    @Override
    public boolean hasUser(String name) throws Exception {
        return hasDatabase(name);
    }

    @Override
    public void makeForeign(String database) throws Exception {
        var body = new ObjectMapper()
                .writeValueAsString(Map.of("owner", "somebody", "username", database, "password", "theirs"));
        assertThat(asAdmin("PUT", "/databases/" + encoded(database), body).statusCode())
                .isEqualTo(201);
    }

    @Override
    public void dropForeign(String database) throws Exception {
        assertThat(asAdmin("DELETE", "/databases/" + encoded(database) + "?owner=somebody", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Override
    public void lose(String database) throws Exception {
        var address = "/databases/" + encoded(database);
        var owner = new ObjectMapper()
                .readTree(asAdmin("GET", address, "").body())
                .get("owner")
                .asText();
        assertThat(asAdmin("DELETE", address + "?owner=" + encoded(owner), "").statusCode())
                .isEqualTo(204);
    }

    @Override
    public void requireWhole(byte[] dump) {
        var lines = new String(dump, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"records\":" + (lines.size() - 1) + "}");
    }

    @Override
    public String limitOption() {
        return "";
    }

    @Override
    public int limit(Map<String, String> secret) {
        throw new UnsupportedOperationException("the demo service limits nothing");
    }

    @Override
    public void close() throws IOException {
        kill();
        client.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
