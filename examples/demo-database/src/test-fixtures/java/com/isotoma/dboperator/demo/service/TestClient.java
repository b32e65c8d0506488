package com.isotoma.dboperator.demo.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Asks a demo server as an application would, with another HTTP client than the driver's. */
public record TestClient(String host, int port, String username, String password) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For a server that listens at the usual loopback address. */
    public TestClient(int port, String username, String password) {
        this("127.0.0.1", port, username, password);
    }

    public static TestClient admin(int port) {
        return new TestClient(port, TestServer.ADMIN, TestServer.ADMIN_PASSWORD);
    }

    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return HTTP.send(
                request(method, path, HttpRequest.BodyPublishers.ofString(body)),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, "");
    }

    public HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return HTTP.send(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
    }

    public JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(send(method, path, body).body());
    }

    public int makeDatabase(String name, String owner, String user, String userPassword)
            throws IOException, InterruptedException {
        var body = Map.of("owner", owner, "username", user, "password", userPassword);
        return send("PUT", database(name), JSON.writeValueAsString(body)).statusCode();
    }

    public void storeTexts(String name, List<String> texts) throws IOException, InterruptedException {
        for (var text : texts) {
            var answer = send("POST", database(name) + "/records", JSON.writeValueAsString(Map.of("text", text)));
            if (answer.statusCode() != 201) {
                throw new IOException("not stored: " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    public List<String> texts(String name) throws IOException, InterruptedException {
        var texts = new ArrayList<String>();
        json("GET", database(name) + "/records", "")
                .forEach(r -> texts.add(r.path("text").asText()));
        return texts;
    }

    public static String database(String name) {
        return "/databases/" + encode(name);
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body) {
        var basic = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + basic)
                .method(method, body)
                .build();
    }
}
