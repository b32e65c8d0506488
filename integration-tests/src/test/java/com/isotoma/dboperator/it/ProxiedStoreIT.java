package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.testsupport.ForwardProxy;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs behind a real HTTP proxy: the store is reached through it, and nothing else is. */
@Execution(ExecutionMode.CONCURRENT)
class ProxiedStoreIT {
    /** Names that only the proxy can resolve: whoever reaches them has gone through it. */
    private static final String STORE = "store.example:9000";

    private static final String PASSWORD = "proxy-password-0123";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("worker:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String TLS_STORE = "127.0.0.1";

    private final RunsByHand runs = new RunsByHand();
    private final URI s3 = URI.create(LocalServers.of("S3", "ENDPOINT"));
    private final Map<String, InetSocketAddress> hosts =
            Map.of(STORE, new InetSocketAddress(s3.getHost(), s3.getPort()));

    ProxiedStoreIT() {}

    @BeforeEach
    void create() throws Exception {
        runs.create(yaml("http://" + STORE));
    }

    @AfterEach
    void close() throws Exception {
        runs.close();
    }

    private static DatabaseYaml yaml(String endpoint) {
        return DatabaseYaml.of(Servers.POSTGRESQL, "orders")
                .secret("credentials.password", "admin", "password")
                .set("backupTo.s3.endpoint", endpoint);
    }

    @Test
    void theStoreIsReachedThroughTheProxyAndNothingElse() throws Exception {
        try (var proxy = new ForwardProxy(hosts, "")) {
            assertDone(backup("nightly", Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port())));

            assertThat(phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
            assertThat(proxy.asked()).contains("PUT " + STORE).allMatch(request -> request.endsWith(" " + STORE));
        }
    }

    @Test
    void aTunnelLeadsToAStoreOfTls(@TempDir Path files) throws Exception {
        try (var store = TlsFront.of(s3, files);
                var proxy = new ForwardProxy(hosts, BASIC)) {
            runs.namespace.apply(yaml("https://" + TLS_STORE + ":" + store.port())
                    .set("backupTo.s3.caCertificate", store.certificate()));

            assertDone(backup(
                    "nightly",
                    Map.of(
                            "HTTPS_PROXY",
                            "http://worker:" + PASSWORD + "@127.0.0.1:" + proxy.port(),
                            "HTTP_PROXY",
                            "http://127.0.0.1:1")));

            assertThat(phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
            assertThat(proxy.asked()).containsExactly("CONNECT " + TLS_STORE + ":" + store.port());
        }
    }

    @Test
    void whatNoProxyNamesIsReachedWithout() throws Exception {
        runs.namespace.apply(yaml(s3.toString()));
        try (var proxy = new ForwardProxy(hosts, "")) {
            assertDone(backup(
                    "nightly",
                    Map.of(
                            "HTTP_PROXY", "http://127.0.0.1:" + proxy.port(),
                            "NO_PROXY", ".example," + s3.getHost())));

            assertThat(phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void aProxyMayAskForAPassword() throws Exception {
        try (var proxy = new ForwardProxy(hosts, BASIC)) {
            assertDone(backup(
                    "nightly", Map.of("HTTP_PROXY", "http://worker:" + PASSWORD + "@127.0.0.1:" + proxy.port())));
            assertThat(phase("nightly")).isEqualTo(BackupPhase.COMPLETED);
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamedAndItsPasswordIsNot() throws Exception {
        assertThat(backup("nightly", Map.of("HTTP_PROXY", "http://worker:" + PASSWORD + "@127.0.0.1:1"))
                        .status())
                .isNotZero();

        var message = Objects.requireNonNull(Objects.requireNonNull(runs.namespace.backup("nightly"))
                .getStatus()
                .message());
        assertThat(message).contains("through the proxy 127.0.0.1:1 of HTTPS_PROXY or HTTP_PROXY");
        assertThat(runs.namespace.everythingButSecrets()).doesNotContain(PASSWORD);
    }

    private BackupPhase phase(String backup) {
        return runs.phase(backup);
    }

    private static void assertDone(DriverProgram.End end) {
        assertThat(end.status()).as(end.log()).isZero();
    }

    private DriverProgram.End backup(String name, Map<String, String> proxies) throws Exception {
        runs.namespace.backupOf("orders", name);
        var end = DriverProgram.startWith(proxies, Operation.BACKUP, runs.namespace, "orders", name)
                .end();
        assertThat(end.log()).doesNotContain(PASSWORD);
        return end;
    }
}
