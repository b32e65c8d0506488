package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAccountTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void aPod() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        environment.put("KUBERNETES_SERVICE_PORT", "6443");
        environment.put(ServiceAccount.TOKEN_FILE, file("token", "first\n"));
        environment.put(ServiceAccount.AUTHORITY_FILE, file("ca.crt", "a certificate"));
    }

    @Test
    void serverAndFilesAreThoseOfThePod() {
        var config = ServiceAccount.find(environment).orElseThrow().config();

        assertThat(config.getMasterUrl()).isEqualTo("https://10.0.0.1:6443/");
        assertThat(config.getCaCertFile()).isEqualTo(environment.get(ServiceAccount.AUTHORITY_FILE));
    }

    @Test
    void theNamespaceIsThePodsOwn() throws IOException {
        file("namespace", "db-operator-system");

        assertThat(ServiceAccount.find(environment).orElseThrow().config().getNamespace())
                .isEqualTo("db-operator-system");
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        environment.put("KUBERNETES_SERVICE_HOST", "fd00::1");

        assertThat(ServiceAccount.find(environment).orElseThrow().server()).isEqualTo("https://[fd00::1]:6443/");
    }

    @Test
    void aTokenThatWasRenewedIsUsed() throws IOException {
        var provider = ServiceAccount.find(environment).orElseThrow().config().getOauthTokenProvider();
        assertThat(provider.getToken()).isEqualTo("first");

        file("token", "second\n");

        assertThat(provider.getToken()).isEqualTo("second");
    }

    @Test
    void withoutItsFilesItIsNone() throws IOException {
        Files.delete(Path.of(Objects.requireNonNull(environment.get(ServiceAccount.TOKEN_FILE))));

        assertThat(ServiceAccount.find(environment)).isEmpty();
    }

    @Test
    void outsideOfAPodItIsNone() {
        environment.remove("KUBERNETES_SERVICE_HOST");

        assertThat(ServiceAccount.find(environment)).isEmpty();
    }

    @Test
    void aKubeconfigGoesBeforeTheUsualFiles() {
        environment.remove(ServiceAccount.TOKEN_FILE);
        environment.put("KUBECONFIG", "/somewhere");

        assertThat(ServiceAccount.find(environment)).isEmpty();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}
