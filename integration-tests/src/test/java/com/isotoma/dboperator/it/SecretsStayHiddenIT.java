package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords stand in Secrets and nowhere else: not in what people can read, not in logs, not in process lists. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class SecretsStayHiddenIT {
    private static final String WRONG = "wrong-password-0123456789";
    private static final String WRONG_KEY = "wrong-secret-key-0123456789";

    @ParameterizedTest
    @MethodSource("com.isotoma.dboperator.it.Servers#drivers")
    void aWholeLifeWithMistakesShowsNoPassword(String driver, OperatorProgram operator) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server).withOwnProcesses();
                var gate = new Gate(server);
                var onlooker = new Onlooker(namespace)) {
            var good = DatabaseYaml.of(server, "orders").set("connect.port", gate.port());
            namespace.secret("wrong", Map.of("password", WRONG, "secret", WRONG_KEY));
            namespace.apply(DatabaseYaml.of(server, "orders")
                    .set("connect.port", gate.port())
                    .secret("credentials.password", "wrong", "password"));
            namespace.awaitRefusal("orders", "AuthenticationFailed");
            namespace.apply(good);
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            server.fill(secret);

            namespace.apply(DatabaseYaml.of(server, "orders")
                    .set("connect.port", gate.port())
                    .secret("backupTo.s3.credentials.secretAccessKey", "wrong", "secret"));
            namespace.backupOf("orders", "refused");
            namespace.awaitBackup("refused", BackupPhase.FAILED);

            namespace.apply(good);
            gate.hold();
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            onlooker.lookAtProcesses(server instanceof SqlServer ? SqlServer.value(secret, "database") : "");
            onlooker.look();
            gate.open();
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            // With a session broken off in the midst of a dump, and what tools and libraries say then.
            gate.hold();
            namespace.backupOf("orders", "cut");
            gate.awaitHeld();
            gate.cut();
            TestNamespace.await()
                    .until(() -> !namespace.events("DumpFailed").isEmpty()
                            || !namespace.events("ServerUnreachable").isEmpty());
            gate.mend();
            namespace.awaitBackup("cut", BackupPhase.COMPLETED);
            onlooker.look();
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            onlooker.look();

            var secrets = new TreeMap<String, String>();
            secrets.put("the admin's password", server.adminPassword());
            secrets.put("the application's password", SqlServer.value(secret, "password"));
            secrets.put("the store's key", LocalServers.of("S3", "SECRET_KEY"));
            secrets.put("the wrong password", WRONG);
            secrets.put("the wrong key", WRONG_KEY);
            for (var open : List.of(SqlServer.value(secret, "username"), "AuthenticationFailed", "StorageFailed")) {
                assertThat(onlooker.seen().contains(open))
                        .as("what was looked at shows " + open)
                        .isTrue();
            }
            requireHidden(secrets, "resources, Events and logs of the drivers", onlooker.seen());
            requireHidden(secrets, "the operator's log", operator.log());
            assertThat(onlooker.logs()).as("logs that were seen").hasSizeGreaterThan(3);
        }
    }

    private static void requireHidden(Map<String, String> secrets, String where, String text) {
        assertThat(text).isNotEmpty();
        secrets.forEach((what, value) -> {
            int at = text.indexOf(value);
            assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at))
                    .as(what + " in " + where + ", after this text")
                    .isEmpty();
        });
    }

    /** Reads again and again what somebody without rights to Secrets can see. */
    private static final class Onlooker implements AutoCloseable {
        private static final long PERIOD_MILLIS = 1000;
        private final TestNamespace namespace;
        private final Map<String, String> logs = new TreeMap<>();
        private final StringBuilder seen = new StringBuilder();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        Onlooker(TestNamespace namespace) {
            this.namespace = namespace;
            var unused =
                    timer.scheduleWithFixedDelay(this::readLogs, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }

        synchronized void look() {
            readLogs();
            seen.append(namespace.everythingButSecrets());
        }

        /** Command lines of all processes of this machine, while a dump is being made. */
        synchronized void lookAtProcesses(String database) throws IOException {
            var lines = new StringBuilder();
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
                for (var process : processes) {
                    lines.append(commandLine(process)).append('\n');
                }
            }
            if (!database.isEmpty()) {
                // Without showing the lines: they are of strangers' processes, too.
                assertThat(lines.toString().lines().anyMatch(l -> l.contains("dump") && l.contains(database)))
                        .as("the dump tool is among the processes")
                        .isTrue();
            }
            seen.append(lines);
        }

        private static String commandLine(Path process) throws IOException {
            try {
                return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ');
            } catch (NoSuchFileException ended) {
                return "";
            }
        }

        private synchronized void readLogs() {
            for (var pod :
                    namespace.client.pods().inNamespace(namespace.name).list().getItems()) {
                try {
                    logs.put(
                            pod.getMetadata().getName(),
                            namespace
                                    .client
                                    .pods()
                                    .inNamespace(namespace.name)
                                    .withName(pod.getMetadata().getName())
                                    .getLog());
                } catch (KubernetesClientException gone) {
                    // It has not begun, or it is gone: what was read of it before stays.
                    logs.putIfAbsent(pod.getMetadata().getName(), "");
                }
            }
        }

        synchronized List<String> logs() {
            return logs.values().stream().filter(log -> !log.isEmpty()).toList();
        }

        synchronized String seen() {
            return seen + String.join("\n", logs.values());
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
