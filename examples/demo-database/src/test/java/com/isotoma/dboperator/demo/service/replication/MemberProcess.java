package com.isotoma.dboperator.demo.service.replication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.isotoma.dboperator.demo.service.DemoServer;
import com.isotoma.dboperator.demo.service.TestClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A member as a process of its own, started as in a pod: all that it knows comes from its environment. */
final class MemberProcess implements AutoCloseable {
    private final Process process;
    private final TestClient client;
    private final Path log;

    private MemberProcess(Process process, TestClient client, Path log) {
        this.process = process;
        this.client = client;
        this.log = log;
    }

    /** A member whose data lie in {@code directory}, below its name; it listens when this returns. */
    static MemberProcess start(Path directory, String pod, String address, int port, Map<String, String> environment)
            throws IOException {
        var log = directory.resolve(pod + ".log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoServer.class.getName(),
                        "--port",
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "POD_NAME", pod,
                        "POD_IP", address,
                        "DATA_DIRECTORY", directory.resolve(pod).toString()));
        var process = builder.start();
        var line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as(Files.readString(log)).isEqualTo("demo-http listens at http://" + address + ":" + port);
        return new MemberProcess(process, new TestClient(address, port, "any", "body"), log);
    }

    /** A port that is free at every loopback address, most likely. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    TestClient client() {
        return client;
    }

    JsonNode persons() throws IOException, InterruptedException {
        return client.json("GET", "/persons", "");
    }

    JsonNode replication() throws IOException, InterruptedException {
        return client.json("GET", "/api/replication", "");
    }

    int status(String path) throws IOException, InterruptedException {
        return client.send("GET", path).statusCode();
    }

    /** Adds a person and returns the id. */
    String add(String name) throws IOException, InterruptedException {
        var answer = client.json("POST", "/persons", "{\"firstName\":\"" + name + "\",\"lastName\":\"\"}");
        assertThat(answer.path("firstName").asText()).isEqualTo(name);
        return answer.path("id").asText();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Suspends it, so that it neither asks nor answers; its connections stay. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Asks it to end, as a kubelet does; true when it has within this time. */
    boolean endsWithin(int seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** The machine that it runs on fails. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
