package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.LocalServers;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code spec.tls}, in the same words for all drivers, with certificates in ConfigMaps and Secrets. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class TlsOfDatabasesIT {
    private static String file(String server, String key) throws IOException {
        return Files.readString(Path.of(LocalServers.of(server, key)));
    }

    private static void configMap(TestNamespace namespace, String name, String value) {
        namespace
                .client
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name)
                        .withName(name)
                        .endMetadata()
                        .addToData("ca.crt", value)
                        .build())
                .create();
    }

    /** The ConfigMap goes first, as it does when a whole namespace is deleted; the last backup is verified by it still. */
    @ParameterizedTest
    @CsvSource({"postgresql, POSTGRESQL", "mysql, MYSQL"})
    void aCaInAConfigMapIsEnoughToVerifyTheServerFromCreationToTheLastBackup(String driver, String server)
            throws Exception {
        try (var namespace = TestNamespace.create(Servers.of(driver))) {
            var ca = file(server, "CA");
            configMap(namespace, "server-ca", ca);
            namespace.secret(
                    "client",
                    Map.of("tls.crt", file(server, "CLIENT_CERTIFICATE"), "tls.key", file(server, "CLIENT_KEY")));
            namespace.apply(DatabaseYaml.of(Servers.of(driver), "orders")
                    .set("secret", Map.of("presets", List.of("env-postgres")))
                    .set("tls.mode", "VerifyFull")
                    .set("tls.caCertificate.configMapKeyRef", Map.of("name", "server-ca", "key", "ca.crt"))
                    .set("tls.clientCertificate.secretName", "client"));
            namespace.awaitReady("orders");

            assertThat(namespace.secretValue("orders", "ca.crt")).isEqualTo(ca);
            assertThat(namespace.secretValue("orders", "uri")).containsIgnoringCase("verify");
            assertThat(namespace.secretValues("orders").get("PGSSLMODE"))
                    .isEqualTo(driver.equals("postgresql") ? "verify-full" : null);
            assertThat(namespace.everythingButSecrets()).doesNotContain("PRIVATE KEY");

            namespace
                    .client
                    .configMaps()
                    .inNamespace(namespace.name)
                    .withName("server-ca")
                    .delete();
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
            assertThat(namespace.events("BackupCompleted")).isNotEmpty();
        }
    }

    @Test
    void aMissingConfigMapIsNamedAndFoundOnceItIsThere() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            namespace.apply(DatabaseYaml.of(Servers.POSTGRESQL, "orders")
                    .set("deletionPolicy", "Delete")
                    .set("tls.caCertificate.configMapKeyRef", Map.of("name", "server-ca", "key", "ca.crt")));
            namespace.awaitRefusal(
                    "orders", "ConfigMapNotFound", "spec.tls.caCertificate.configMapKeyRef", "server-ca");

            configMap(namespace, "server-ca", file("POSTGRESQL", "CA"));
            namespace.awaitReady("orders");
            assertThat(Objects.requireNonNull(namespace.status("orders").conditions()))
                    .noneMatch(c -> c.getType().equals("TlsNotVerified"));
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }

    /** What it names is in the operator's namespace, where no team reaches it. */
    @ParameterizedTest
    @CsvSource({"postgresql, POSTGRESQL", "mysql, MYSQL"})
    void aDatabaseServerSaysItForItsDatabases(String driver, String server) throws Exception {
        try (var namespace = TestNamespace.create();
                var servers = new DatabaseServers();
                var operators = new OperatorObjects()) {
            var ca = file(server, "CA");
            var map = operators.configMap("ca.crt", ca);
            var client = operators.secret(
                    Map.of("tls.crt", file(server, "CLIENT_CERTIFICATE"), "tls.key", file(server, "CLIENT_KEY")));
            var name = servers.of(
                    Servers.of(driver),
                    "'*'",
                    "deletionPolicy: Delete\n  tls: {mode: VerifyFull, caCertificate: {configMapKeyRef: {name: " + map
                            + ", key: ca.crt}}, clientCertificate: {secretName: " + client + "}}");
            namespace.apply(DatabaseServers.database("orders", name));
            namespace.awaitReady("orders");

            assertThat(namespace.secretValue("orders", "ca.crt")).isEqualTo(ca);
            assertThat(namespace.secretValue("orders", "uri")).containsIgnoringCase("verify");
            assertThat(Objects.requireNonNull(namespace.status("orders").conditions()))
                    .noneMatch(c -> c.getType().equals("TlsNotVerified"));
            TestNamespace.await()
                    .untilAsserted(
                            () -> assertThat(servers.get(name).getStatus().conditions())
                                    .anyMatch(c -> c.getType().equals("Reachable")
                                            && c.getStatus().equals("True")));
            assertThat(namespace.everythingButSecrets()).doesNotContain("PRIVATE KEY");

            operators.deleteConfigMap(map);
            namespace.apply(DatabaseServers.database("items", name));
            namespace.awaitRefusal(
                    "items", "ConfigMapNotFound", "DatabaseServer " + name + ": spec.tls.caCertificate", map);
            namespace.deleteDatabase("items");
            namespace.awaitGone("items");
            operators.configMap(map, "ca.crt", ca);
            namespace.deleteDatabase("orders");
            namespace.awaitGone("orders");
        }
    }
}
