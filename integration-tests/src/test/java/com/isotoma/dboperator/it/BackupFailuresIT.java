package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores, servers and dump tools that fail while a backup is made: nothing is called a backup that is none. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class BackupFailuresIT {
    /** Backups that have nowhere to go. */
    static Stream<Arguments> stores() {
        return Stream.of(
                Arguments.argumentSet(
                        "missing bucket",
                        (UnaryOperator<DatabaseYaml>) y -> y.set("backupTo.s3.bucket", "no-such-bucket"),
                        "bucket no-such-bucket does not exist"),
                Arguments.argumentSet(
                        "wrong access key",
                        (UnaryOperator<DatabaseYaml>)
                                y -> y.set("backupTo.s3.credentials.secretAccessKey", Map.of("value", "not-the-key")),
                        "spec.backupTo.s3.credentials"),
                Arguments.argumentSet(
                        "missing key of a Secret",
                        (UnaryOperator<DatabaseYaml>)
                                y -> y.secret("backupTo.s3.credentials.accessKeyId", DatabaseYaml.STORE, "none"),
                        "spec.backupTo.s3.credentials.accessKeyId"));
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aBackupThatHasNowhereToGoFailsAndTheDeletionSaysTheWayOut(UnaryOperator<DatabaseYaml> change, String message)
            throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            var yaml = change.apply(DatabaseYaml.of(server, "orders"));
            namespace.apply(yaml);
            namespace.awaitReady("orders");
            var database = namespace.secretValue("orders", "database");
            namespace.backupOf("orders", "nightly");
            namespace.awaitBackup("nightly", BackupPhase.FAILED);
            assertThat(failure(namespace).getMessage()).contains(message);
            namespace.awaitPhase("orders", DatabasePhase.CREATED);
            assertThat(namespace.status("orders").lastBackup()).isNull();

            namespace.deleteDatabase("orders");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(
                                    namespace.condition("orders", "Ready").getMessage())
                            .contains("The deletion is held up", message, "deletionPolicy"));
            assertThat(server.hasDatabase(database)).as("nothing is lost").isTrue();
            namespace.apply(yaml.set("deletionPolicy", "Delete"));
            namespace.awaitGone("orders");
            assertThat(server.hasDatabase(database)).isFalse();
        }
    }

    /** The tools in src/test/resources/tools break off for these names. */
    @ParameterizedTest
    @ValueSource(strings = {"postgresql exits", "postgresql truncates", "mysql truncates", "mariadb exits"})
    void aDumpThatBreaksOffIsNoBackupAndIsTriedAgain(String how) throws Exception {
        var words = how.split(" ", -1);
        var server = Servers.of(words[0]);
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            breakingOff(namespace, server, words[1]);
            awaitAttempt(namespace, "1 of 4");
            // Deleted while the next attempt is due.
            namespace.deleteBackup("nightly");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.backup("nightly")).isNull());
            requireNothingStored(namespace, bucket);
            Deletion.goesThrough(namespace);
        }
    }

    @Test
    void aDumpThatBreaksOffFourTimesFailsAndLetsTheDatabaseGo() throws Exception {
        var server = Servers.MYSQL;
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            breakingOff(namespace, server, "exits");
            awaitAttempt(namespace, "3 of 4");
            var backup = namespace.awaitBackup("nightly", BackupPhase.FAILED);
            assertThat(backup.getStatus().attempts()).isEqualTo(4);
            assertThat(failure(namespace).getReason()).isEqualTo("DumpFailed");
            requireNothingStored(namespace, bucket);
            Deletion.goesThrough(namespace);
        }
    }

    private static void breakingOff(TestNamespace namespace, Server server, String how) throws Exception {
        namespace.apply(DatabaseYaml.of(server, "orders")
                .set("name", "d" + unique() + "_" + how + "_d")
                .set("deletionPolicy", "Delete"));
        namespace.awaitReady("orders");
        server.fill(namespace.secretValues("orders"));
        namespace.backupOf("orders", "nightly");
    }

    private static void requireNothingStored(TestNamespace namespace, Bucket bucket) {
        namespace.awaitPhase("orders", DatabasePhase.CREATED);
        assertThat(namespace.status("orders").lastBackup()).isNull();
        assertThat(bucket.backups(namespace.name + "/")).isEmpty();
        assertThat(bucket.openUploads(namespace.name + "/")).isZero();
    }

    /** Waits until that attempt has failed and says so. */
    private static void awaitAttempt(TestNamespace namespace, String attempt) {
        TestNamespace.await()
                .untilAsserted(() -> assertThat(Objects.requireNonNull(namespace.backup("nightly"))
                                .getStatus()
                                .message())
                        .startsWith("Attempt " + attempt));
    }

    @Test
    void aServerThatDiesDuringADumpIsAskedAgain() throws Exception {
        try (var server = DemoHttp.start();
                var namespace = TestNamespace.create(server);
                var gate = new Gate(server);
                var bucket = new Bucket()) {
            namespace.apply(behind(gate, server));
            namespace.awaitReady("orders");
            server.fill(namespace.secretValues("orders"));
            gate.hold();
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            server.kill();
            gate.open();
            awaitAttempt(namespace, "1 of 4");
            assertThat(bucket.backups(namespace.name + "/")).isEmpty();
            server.startAgain();
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
            assertThat(bucket.openUploads(namespace.name + "/")).isZero();
            Deletion.goesThrough(namespace);
        }
    }

    @Test
    void aDumpWhoseSessionIsEndedIsMadeAgain() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server);
                var gate = new Gate(server);
                var bucket = new Bucket()) {
            namespace.apply(behind(gate, server));
            namespace.awaitReady("orders");
            var secret = namespace.secretValues("orders");
            server.fill(secret);
            gate.hold();
            namespace.backupOf("orders", "nightly");
            gate.awaitHeld();
            assertThat(server.endDumps(SqlServer.value(secret, "database"))).isEqualTo(1);
            gate.open();
            var backup = namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            assertThat(backup.getStatus().attempts()).isEqualTo(2);
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
            assertThat(bucket.openUploads(namespace.name + "/")).isZero();
            Deletion.goesThrough(namespace);
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsNamed() throws Exception {
        var server = Servers.demoHttp();
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (var namespace = TestNamespace.create(server)) {
            var yaml = DatabaseYaml.of(server, "orders")
                    .set("backupTo.s3.endpoint", "http://127.0.0.1:" + closed)
                    .set("deletionPolicy", "Delete");
            namespace.apply(yaml);
            namespace.awaitReady("orders");
            namespace.backupOf("orders", "nightly");
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(Objects.requireNonNull(namespace.backup("nightly"))
                                    .getStatus()
                                    .message())
                            .contains("Attempt 1 of 4", "cannot be reached"));
            namespace.apply(yaml.set("backupTo.s3.endpoint", LocalServers.of("S3", "ENDPOINT")));
            namespace.awaitBackup("nightly", BackupPhase.COMPLETED);
            Deletion.goesThrough(namespace);
        }
    }

    private static DatabaseYaml behind(Gate gate, Server server) {
        return DatabaseYaml.of(server, "orders")
                .set("connect.port", gate.port())
                .set("deletionPolicy", "Delete");
    }

    private static Condition failure(TestNamespace namespace) {
        return Objects.requireNonNull(Objects.requireNonNull(namespace.backup("nightly"))
                        .getStatus()
                        .conditions())
                .stream()
                .filter(c -> "Failed".equals(c.getType()))
                .findFirst()
                .orElseThrow();
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
