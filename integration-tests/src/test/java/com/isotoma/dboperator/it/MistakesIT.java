package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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

/** Mistakes in a spec, and what a Database meets that is not its own: each says what to do, and none holds a deletion up. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class MistakesIT {
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
                                        "postgresql",
                                        "address of the node",
                                        y -> y.set("connect.host", "0251.0376.0251.0376"),
                                        "InvalidSpec",
                                        "spec.connect.host",
                                        "169.254.169.254",
                                        "ALLOW_METADATA_ADDRESSES"),
                                new Mistake(
                                        "demo-http",
                                        "address of the node by IPv6",
                                        y -> y.set("connect.host", "::ffff:169.254.169.254"),
                                        "InvalidSpec",
                                        "spec.connect.host"),
                                new Mistake(
                                        "mysql",
                                        "missing key of a Secret",
                                        y -> y.secret("credentials.password", DatabaseYaml.ADMIN, "passwort"),
                                        "SecretNotFound",
                                        "spec.credentials.password",
                                        "passwort"),
                                new Mistake(
                                        "demo-http",
                                        "TLS in the words of all drivers",
                                        y -> y.set("tls.mode", "VerifyFull"),
                                        "NotSupported",
                                        "spec.tls"),
                                new Mistake(
                                        "demo-http",
                                        "SQL for a server that runs none",
                                        y -> y.set("initSql.value", "SELECT 1"),
                                        "NotSupported",
                                        "spec.initSql"),
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

    /** Whoever may read a Database may not read Secrets. */
    @Test
    void aMessageDoesNotSayWhichKeysASecretHas() throws Exception {
        var server = Servers.demoHttp();
        try (var namespace = TestNamespace.create(server)) {
            namespace.secret("several", Map.of("hidden-key", "x", "other-hidden-key", "y"));
            namespace.apply(DatabaseYaml.of(server, "orders").secret("credentials.password", "several", "wrong"));
            namespace.awaitRefusal("orders", "SecretNotFound", "several", "wrong");
            assertThat(namespace.everythingButSecrets()).doesNotContain("hidden-key");
            Deletion.goesThrough(namespace);
        }
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
            Deletion.goesThrough(namespace);
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
            Deletion.goesThrough(namespace);
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
            Deletion.goesThrough(namespace);
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
            Deletion.goesThrough(namespace);
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
            Deletion.goesThrough(namespace);
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
            Deletion.goesThrough(namespace);
            assertThat(namespace.secretValues("orders")).isEqualTo(Map.of("password", "theirs"));
        }
    }
}
