package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as the process that a pod runs: how it starts and how it ends. */
class OperatorProcessIT {
    private static final int KILLED_BY_TERM = 143;
    private static final Pattern NOTHING_TO_HIDE = Pattern.compile("\"level\":\"ERROR\"");

    private Path folder;
    private Cluster cluster;
    private Process process;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cluster = Cluster.connect();
        process = run(cluster.operatorKubeconfig(), cluster.namespace());
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
        cluster.close();
    }

    @Test
    void endsSoonAfterItIsAskedToAndGivesTheLeaseBack() throws Exception {
        awaitLeading();
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(process.exitValue()).isEqualTo(KILLED_BY_TERM);
        assertThat(cluster.leaseHolder()).isEmpty();
        assertThat(log()).contains("\"formattedMessage\":\"ended\"");
        assertThat(NOTHING_TO_HIDE.matcher(log()).find()).as(log()).isFalse();
    }

    @Test
    void endsWhenAnotherHoldsTheLease() throws Exception {
        awaitLeading();
        cluster.stealLease("thief");
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(cluster.leaseHolder())
                .as("it leaves the other's lease alone")
                .isEqualTo("thief");
        cluster.stealLease("");
    }

    @Test
    void doesNotStartWithoutItsRights() throws Exception {
        process.destroyForcibly().waitFor();
        process = run(cluster.operatorKubeconfig().replaceAll("token: \"[^\"]*\"", "token: \"none\""), "default");
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log()).contains("could not start");
    }

    private void awaitLeading() {
        Cluster.await().untilAsserted(() -> {
            assertThat(process.isAlive()).as(log()).isTrue();
            assertThat(cluster.leaseHolder()).isEqualTo("process");
            assertThat(log()).contains("\"formattedMessage\":\"leading\"", "ready, health and metrics on port");
        });
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private Process run(String kubeconfig, String namespace) throws IOException {
        var file = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
        var command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OperatorMain.class.getName()),
                        List.of(
                                "--namespaces=" + namespace,
                                "--identity=process",
                                "--metrics-host=127.0.0.1",
                                "--metrics-port=0",
                                "--probe-port=0")
                                .stream())
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("KUBECONFIG", file.toString());
        return builder.start();
    }
}
