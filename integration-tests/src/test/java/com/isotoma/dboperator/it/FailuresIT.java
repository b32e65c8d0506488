package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
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

/** Mistakes and accidents: each says what to do, none holds a deletion up, and what can heal heals. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class FailuresIT {
    /** A mistake in the spec, and what its condition must say. */
    private record Mistake(
            String driver, String name, UnaryOperator<DatabaseYaml> change, String reason, List<String> contents) {
        Mistake(String driver, String name, UnaryOperator<DatabaseYaml> change, String reason, String... contents) {
            this(driver, name, change, reason, List.of(contents));
        }

        Arguments named() {
            return Arguments.argumentSet(driver + ": " + name, this);
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.concat(
                        Stream.of("postgresql", "mysql", "demo-http")
                                .map(driver -> new Mistake(
                                        driver,
                                        "wrong password",
                                        y -> y.set("credentials.password", Map.of("value", "not-the-password")),
                                        "AuthenticationFailed",
                                        "spec.credentials")),
                        Stream.of(
                                new Mistake(
                                        "postgresql",
                                        "closed port",
                                        y -> y.set("connect.port", 1),
                                        "ServerUnreachable",
                                        "127.0.0.1"),
                                new Mistake(
                                        "mariadb",
                                        "unknown host",
                                        y -> y.set("connect.host", "no-such-host.invalid"),
                                        "ServerUnreachable",
                                        "no-such-host.invalid"),
                                new Mistake(
                                        "mysql",
                                        "missing key of a Secret",
                                        y -> y.secret("credentials.password", DatabaseYaml.ADMIN, "passwort"),
                                        "SecretNotFound",
                                        "spec.credentials.password",
                                        "passwort",
                                        "[password]"),
                                new Mistake(
                                        "postgresql",
                                        "unknown option",
                                        y -> y.set("options.extentions", List.of("hstore")),
                                        "InvalidSpec",
                                        "spec.options.extentions",
                                        "extensions"),
                                new Mistake(
                                        "mysql",
                                        "option of the wrong kind",
                                        y -> y.set("options.maxUserConnections", "many"),
                                        "InvalidSpec",
                                        "spec.options.maxUserConnections",
                                        "'many'",
                                        "whole number"),
                                new Mistake(
                                        "postgresql",
                                        "extension that the server does not have",
                                        y -> y.set("options.extensions", List.of("no_such_extension")),
                                        "InvalidSpec",
                                        "no_such_extension"),
                                new Mistake(
                                        "postgresql",
                                        "port that is no number",
                                        y -> y.set("connect.port", "postgres"),
                                        "InvalidSpec",
                                        "spec.connect.port",
                                        "'postgres'"),
                                new Mistake(
                                        "mysql",
                                        "port out of range",
                                        y -> y.set("connect.port", 65536),
                                        "InvalidSpec",
                                        "spec.connect.port",
                                        "'65536'"),
                                new Mistake(
                                        "demo-http",
                                        "missing host",
                                        y -> y.without("connect.host"),
                                        "InvalidSpec",
                                        "spec.connect.host"),
                                new Mistake(
                                        "postgresql",
                                        "name of 64 characters",
                                        y -> y.set("name", "n".repeat(64)),
                                        "InvalidSpec",
                                        "n".repeat(64),
                                        "63",
                                        "spec.name"),
                                new Mistake(
                                        "postgresql",
                                        "database of the server itself",
                                        y -> y.set("name", "template1"),
                                        "InvalidSpec",
                                        "template1",
                                        "spec.name")))
                .map(Mistake::named);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedAndDoesNotHoldTheDeletionUp(Mistake mistake) throws Exception {
        try (var namespace = TestNamespace.create(Servers.of(mistake.driver()))) {
            namespace.apply(mistake.change().apply(DatabaseYaml.of(Servers.of(mistake.driver()), "orders")));
            namespace.awaitRefusal(
                    "orders", mistake.reason(), mistake.contents().toArray(String[]::new));
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(namespace.events(mistake.reason())).isNotEmpty());
            goesAway(namespace);
        }
    }

    @Test
    void aMissingSecretIsNamedAndWaitedFor() throws Exception {
        var server = Servers.POSTGRESQL;
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(DatabaseYaml.of(server, "orders")
                    .secret("credentials.password", "later", "password")
                    .set("deletionPolicy", "Delete"));
            namespace.awaitRefusal("orders", "SecretNotFound", "later", "create it");
            namespace.secret("later", Map.of("password", server.adminPassword()));
            namespace.awaitReady("orders");
            goesAway(namespace);
        }
    }

    @Test
    void aServerThatComesLaterIsWaitedFor() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server);
                var gate = new Gate(server)) {
            gate.cut();
            namespace.apply(DatabaseYaml.of(server, "orders")
                    .set("connect.port", gate.port())
                    .set("deletionPolicy", "Delete"));
            namespace.awaitRefusal("orders", "ServerUnreachable", Integer.toString(gate.port()));
            gate.mend();
            namespace.awaitReady("orders");
            goesAway(namespace);
        }
    }

    @Test
    void anUnknownDriverIsNamedInAnEvent() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            namespace.apply(DatabaseYaml.of(Servers.POSTGRESQL, "orders").set("driver", "oracle"));
            TestNamespace.await()
                    .untilAsserted(() -> assertThat(namespace.events("DriverNotFound"))
                            .anySatisfy(note -> assertThat(note).contains("oracle", "postgresql")));
            assertThat(namespace.condition("orders", "Ready").getStatus()).isEqualTo("Unknown");
            goesAway(namespace);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "demo-http"})
    void aDatabaseThatIsNotOursIsLeftAlone(String driver) throws Exception {
        var server = Servers.of(driver);
        var theirs = "theirs_" + UUID.randomUUID().toString().substring(0, 8);
        server.makeForeign(theirs);
        try (var namespace = TestNamespace.create(server)) {
            namespace.apply(
                    DatabaseYaml.of(server, "orders").set("name", theirs).set("deletionPolicy", "Delete"));
            namespace.awaitRefusal("orders", "NameConflict", theirs);
            goesAway(namespace);
            assertThat(server.hasDatabase(theirs)).isTrue();
        } finally {
            server.dropForeign(theirs);
        }
    }

    @Test
    void aSecretThatIsNotOursIsLeftAlone() throws Exception {
        var server = Servers.MYSQL;
        try (var namespace = TestNamespace.create(server)) {
            namespace.secret("orders", Map.of("password", "theirs"));
            namespace.apply(DatabaseYaml.of(server, "orders"));
            namespace.awaitRefusal("orders", "SecretConflict", "Secret orders", "rename or delete it");
            goesAway(namespace);
            assertThat(namespace.secretValues("orders")).isEqualTo(Map.of("password", "theirs"));
        }
    }

    /** What the API server refuses. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("name of 65 characters", y -> y.set("name", "n".repeat(65)), "spec.name"),
                refusal("empty name", y -> y.set("name", ""), "spec.name"),
                refusal("line break in the name", y -> y.set("name", "a\nb"), "spec.name"),
                refusal("no password", y -> y.without("credentials.password"), "spec.credentials.password"),
                refusal(
                        "two passwords",
                        y -> y.set("credentials.password.value", "second"),
                        "give exactly one of value and valueFrom.secretKeyRef"),
                refusal(
                        "no place for the last backup",
                        y -> y.without("backupTo"),
                        "add backupTo, or set deletionPolicy to Delete"),
                refusal("unknown policy", y -> y.set("deletionPolicy", "Burn"), "BackupThenDelete"),
                refusal("two places", y -> y.set("backupTo.S3.Bucket", "b"), "give exactly one of s3 and S3"));
    }

    private static Arguments refusal(String name, UnaryOperator<DatabaseYaml> change, String message) {
        return Arguments.argumentSet(name, change, message);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkIsRefusedAtOnce(UnaryOperator<DatabaseYaml> change, String message) throws Exception {
        try (var namespace = TestNamespace.create()) {
            var yaml =
                    change.apply(DatabaseYaml.of(Servers.POSTGRESQL, "orders")).toString();
            var end = namespace.kubectl(yaml, new String[] {"apply", "--filename=-"});
            assertThat(end.status()).isNotZero();
            assertThat(end.output()).contains(message);
        }
    }

    /** Names that are taken as they are, with what a careless driver would do to them. */
    static Stream<Arguments> names() {
        var hostile = "a'b\"c`d;e$(f)\\g -- %_*é漢?/..";
        return Stream.of(
                Arguments.of("postgresql", hostile + unique()),
                Arguments.of("mysql", hostile.replace("..", "") + unique()),
                Arguments.of("demo-http", hostile + unique()),
                Arguments.of("postgresql", "n".repeat(55) + unique()),
                Arguments.of("mysql", "n".repeat(56) + unique()));
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anyNameIsANameAndNothingElse(String driver, String name) throws Exception {
        var server = Servers.of(driver);
        // As long as a label's value may be, or as a name may be.
        var resource = driver.equals("demo-http") ? ("r".repeat(62) + ".").repeat(4) + "r" : "r".repeat(63);
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, resource).set("name", name));
            namespace.awaitReady(resource);
            var secret = namespace.secretValues(resource);
            assertThat(secret).containsEntry("database", name);
            server.store(secret, "here");
            assertThat(server.stored(secret)).containsExactly("here");
            namespace.deleteDatabase(resource);
            namespace.awaitGone(resource);
            assertThat(server.hasDatabase(name)).isFalse();
            assertThat(server.hasUser(SqlServer.value(secret, "username"))).isFalse();
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
        }
    }

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
            goesAway(namespace);
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
            goesAway(namespace);
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
            goesAway(namespace);
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
            goesAway(namespace);
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
            goesAway(namespace);
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

    private static void goesAway(TestNamespace namespace) throws IOException, InterruptedException {
        var end = namespace.kubectl("delete", "database/orders", "--timeout=60s");
        assertThat(end.status()).as(end.output()).isZero();
        for (var secret : List.of(DatabaseYaml.ADMIN, DatabaseYaml.STORE)) {
            assertThat(Objects.requireNonNull(namespace.secret(secret))
                            .getMetadata()
                            .getFinalizers())
                    .isEmpty();
        }
    }
}
