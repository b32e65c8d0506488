package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The operator as it is delivered, as a process with the rights of its service account. */
final class OperatorProgram implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final int END_SECONDS = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern READY = Pattern.compile("ready, health and metrics on port (\\d+)");

    private final Process process;
    private final Path log;

    private OperatorProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one and waits until it is ready. Failed Jobs are repeated after some seconds. */
    static OperatorProgram start(String identity, String... arguments) throws IOException {
        return startModule("operator-core", identity, Cluster.operatorKubeconfig(), arguments);
    }

    /** Starts the operator of a module, as whom the kubeconfig says. */
    static OperatorProgram startModule(String module, String identity, String access, String... arguments)
            throws IOException {
        var program = Workspace.root().resolve(module).resolve("target/dist/bin/operator");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing: run build-support/programs");
        }
        var folder = Files.createDirectories(Workspace.root().resolve("integration-tests/target/operators"));
        var log = folder.resolve(identity + ".log");
        var kubeconfig = Files.writeString(folder.resolve(identity + ".kubeconfig"), access);
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--identity=" + identity,
                "--job-ttl=5s",
                // Hundreds of short-lived namespaces gain nothing from runs that wait.
                "--linger=0",
                "--metrics-host=127.0.0.1",
                "--metrics-port=0",
                "--probe-port=0",
                "--log-format=text",
                "--log-level=debug"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var operator = new OperatorProgram(builder.start(), log);
        try {
            Awaitility.await().atMost(START).untilAsserted(() -> {
                assertThat(operator.process.isAlive()).as(operator.log()).isTrue();
                assertThat(operator.log()).contains("ready, health and metrics on port");
            });
        } catch (RuntimeException | AssertionError e) {
            operator.close();
            throw e;
        }
        return operator;
    }

    /** All that it has said. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Of the process that was started; one that has ended has none. */
    long pid() {
        assertThat(process.isAlive()).isTrue();
        return process.pid();
    }

    /** The HTTP status that it answers a path with. */
    int answers(String path) throws IOException, InterruptedException {
        var ready = READY.matcher(log());
        assertThat(ready.find()).isTrue();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ready.group(1) + path))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    @Override
    public void close() {
        process.destroy();
        var end = process.onExit()
                .orTimeout(END_SECONDS, TimeUnit.SECONDS)
                .whenComplete((ended, late) -> process.destroyForcibly());
        assertThat(end).succeedsWithin(Duration.ofSeconds(END_SECONDS + 1));
    }
}
