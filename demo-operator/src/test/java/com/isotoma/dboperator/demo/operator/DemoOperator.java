package com.isotoma.dboperator.demo.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The operator with the demo in it as it is delivered: a process, with the rights of its service account. */
final class DemoOperator implements AutoCloseable {
    private static final Path JAR = Path.of("target/dist/lib/operator.jar");
    private static final Duration START = Duration.ofMinutes(2);
    private static final int END_SECONDS = 15;

    private final Process process;
    private final Path log;

    private DemoOperator(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one and waits until it is ready. */
    static DemoOperator start(DemoCluster cluster, String identity, String... arguments) throws IOException {
        var folder = Files.createDirectories(Path.of("target/operators"));
        var log = folder.resolve(identity + ".log");
        var kubeconfig = Files.writeString(
                folder.resolve(identity + ".kubeconfig"),
                TestKubernetes.kubeconfig(cluster.admin, DemoCluster.OPERATOR_NAMESPACE, "db-operator"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--identity=" + identity,
                "--leader-election=false",
                "--metrics-host=127.0.0.1",
                "--metrics-port=0",
                "--probe-port=0",
                "--log-format=text"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        var operator = new DemoOperator(builder.start(), log);
        try {
            Awaitility.await().atMost(START).until(() -> operator.ready() || !operator.process.isAlive());
            assertThat(operator.ready()).as(operator.log()).isTrue();
        } catch (RuntimeException | AssertionError e) {
            operator.close();
            throw e;
        }
        return operator;
    }

    private boolean ready() throws IOException {
        return log().contains("ready, health and metrics on port");
    }

    /** All that it has said. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly().onExit().join();
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
