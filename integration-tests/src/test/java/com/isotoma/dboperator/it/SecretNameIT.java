package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.reasons.DriverEvents;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The Secret gets another name, with real runs under the rights and policies of an installation. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class SecretNameIT {
    private static final Server SERVER = Servers.POSTGRESQL;

    @Test
    void applicationsFindTheSecretUnderBothNamesForTheOverlap() throws Exception {
        try (var namespace = TestNamespace.create(SERVER)) {
            var yaml = DatabaseYaml.of(SERVER, "orders")
                    .set("deletionPolicy", "Delete")
                    .set("rotation.overlap", "10s");
            namespace.apply(yaml.set("secret.name", "database"));
            namespace.awaitReady("orders");
            move(namespace, "database", "database-v2");

            // What was not made for the Database is neither changed nor removed, whatever name it has.
            namespace.secret("taken", Map.of("password", "of-another"));
            namespace.apply(yaml.set("secret.name", "taken"));
            namespace.awaitRefusal("orders", "SecretConflict", "taken", "spec.secret.name");
            assertThat(namespace.secretValue("taken", "password")).isEqualTo("of-another");
            SERVER.store(namespace.secretValues("database-v2"), "still served");

            namespace.apply(yaml.set("secret.name", "orders"));
            namespace.awaitReady("orders");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            assertThat(namespace.secret("orders")).isNull();
            assertThat(namespace.secret("database-v2")).isNull();
            assertThat(namespace.secret("taken")).isNotNull();
        }
    }

    @Test
    void aDatabaseOfADatabaseServerMovesItsSecretToo() throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers()) {
            var server = servers.of(SERVER, "'*'");
            namespace.apply(DatabaseServers.database("orders", server));
            namespace.awaitReady("orders");
            namespace.kubectl(
                    "patch",
                    "database",
                    "orders",
                    "--type=merge",
                    "--patch={\"spec\": {\"rotation\": {\"overlap\": \"10s\"}}}");

            move(namespace, "orders", "database");

            assertThat(Objects.requireNonNull(namespace.database("orders"))
                            .getMetadata()
                            .getAnnotations())
                    .containsEntry(ApiGroup.SECRET_NAMES_ANNOTATION, "database");
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    private static void move(TestNamespace namespace, String from, String to) throws Exception {
        var before = namespace.secretValues(from);
        var patched = namespace.kubectl(
                "patch",
                "database",
                "orders",
                "--type=merge",
                "--patch={\"spec\": {\"secret\": {\"name\": \"" + to + "\"}}}");
        assertThat(patched.status()).as(patched.output()).isZero();
        TestNamespace.await()
                .untilAsserted(() -> assertThat(Objects.requireNonNull(
                                        namespace.status("orders").binding())
                                .name())
                        .isEqualTo(to));
        assertThat(namespace.secretValues(to)).isEqualTo(before);
        SERVER.store(namespace.secretValues(to), "by the name " + to);
        TestNamespace.await()
                .untilAsserted(() -> assertThat(namespace.secret(from)).isNull());
        TestNamespace.await()
                .untilAsserted(() -> assertThat(namespace.events(DriverEvents.SECRET_REMOVED))
                        .hasSize(1));
        assertThat(namespace.secretValues(to)).isEqualTo(before);
        assertThat(namespace.condition("orders", "Ready").getStatus()).isEqualTo("True");
    }
}
