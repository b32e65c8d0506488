package com.isotoma.dboperator.driver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.TlsSpec;
import com.isotoma.dboperator.driver.TestResources;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.ConfigMapValues;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.TlsMode;
import com.isotoma.dboperator.driver.spi.TlsSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver gets of spec.connect and spec.tls, on a real API server. */
class ConnectSettingsIT {
    private static final TlsSettings KEYS = new TlsSettings(
            "mode",
            Map.of(TlsMode.REQUIRE, "yes", TlsMode.VERIFY_CA, "ca", TlsMode.VERIFY_FULL, "full"),
            "authority",
            "certificate",
            "key");

    private final KubernetesClient client = TestResources.connect();
    private final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final ClusterClient cluster = new ClusterClient(client, Clock.systemUTC());
    private final ConnectSettings connects =
            new ConnectSettings(new SecretValues(cluster), new ConfigMapValues(cluster));

    ConnectSettingsIT() throws IOException {}

    @BeforeEach
    void prepare() {
        TestResources.createNamespace(client, namespace);
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("client")
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .addToStringData(Map.of("tls.crt", "the certificate", "tls.key", "the key"))
                        .build())
                .create();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("ca")
                        .endMetadata()
                        .addToData(Map.of("ca.crt", "the CA", "empty", "\n"))
                        .build())
                .create();
    }

    @AfterEach
    void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    /** A text that begins with a brace would be taken for JSON. */
    private static TlsSpec read(String yaml) {
        return Serialization.unmarshal("# \n" + yaml, TlsSpec.class);
    }

    private Map<String, Object> values(String tls) throws DriverException {
        return values(tls, null, Map.of("host", new IntOrString("db")), KEYS);
    }

    private Map<String, Object> values(
            String tls, @Nullable String lastCa, Map<String, IntOrString> connect, @Nullable TlsSettings keys)
            throws DriverException {
        var spec = read(tls);
        return connects.of(new ConnectSettings.Source(namespace, "mine", connect, spec, "", lastCa), keys)
                .values();
    }

    @Test
    void whatTlsSaysIsUnderTheDriversOwnKeys() throws Exception {
        assertThat(values("{}")).isEqualTo(Map.of("host", "db", "mode", "full"));
        assertThat(values("{mode: VerifyCA, caCertificate: {value: PEM}}"))
                .isEqualTo(Map.of("host", "db", "mode", "ca", "authority", "PEM"));
        assertThat(values("{caCertificate: {configMapKeyRef: {name: ca, key: ca.crt}}}"))
                .containsEntry("authority", "the CA");
        assertThat(values("{caCertificate: {secretKeyRef: {name: client, key: tls.crt}},"
                        + " clientCertificate: {secretName: client}}"))
                .isEqualTo(Map.of(
                        "host",
                        "db",
                        "mode",
                        "full",
                        "authority",
                        "the certificate",
                        "certificate",
                        "the certificate",
                        "key",
                        "the key"));
    }

    @Test
    void messagesNameTheFieldsOfTls() throws Exception {
        var spec = read("{clientCertificate: {secretName: client}}");
        var settings = connects.of(
                new ConnectSettings.Source(namespace, "mine", Map.of("port", new IntOrString(1)), spec, "", null),
                KEYS);

        assertThat(settings.field("mode")).isEqualTo("spec.tls.mode");
        assertThat(settings.field("port")).isEqualTo("spec.connect.port");
        assertThat(settings.invalid("key", "is bad"))
                .hasMessage("tls.key of the Secret client, which spec.tls.clientCertificate names, is bad");
    }

    @Test
    void whatIsMissingIsNamed() {
        refused(
                "{caCertificate: {configMapKeyRef: {name: nowhere, key: k}}}",
                Reasons.CONFIG_MAP_NOT_FOUND,
                "spec.tls.caCertificate.configMapKeyRef names the ConfigMap nowhere");
        refused(
                "{caCertificate: {configMapKeyRef: {name: ca, key: other}}}",
                Reasons.CONFIG_MAP_NOT_FOUND,
                "the key other, which the ConfigMap ca does not have");
        refused(
                "{clientCertificate: {secretName: nowhere}}",
                Reasons.SECRET_NOT_FOUND,
                "spec.tls.clientCertificate names the Secret nowhere");
        refused(
                "{caCertificate: {configMapKeyRef: {name: ca, key: empty}}}",
                Reasons.INVALID_SPEC,
                "spec.tls.caCertificate is empty");
    }

    @Test
    void theLastCertificateStandsInForAConfigMapThatIsGoneAndForNothingElse() throws Exception {
        var connect = Map.of("host", new IntOrString("db"));

        assertThat(values("{caCertificate: {configMapKeyRef: {name: gone, key: k}}}", "the last", connect, KEYS))
                .containsEntry("authority", "the last");
        assertThat(values("{caCertificate: {configMapKeyRef: {name: ca, key: ca.crt}}}", "the last", connect, KEYS))
                .containsEntry("authority", "the CA");
        assertThatThrownBy(() ->
                        values("{caCertificate: {secretKeyRef: {name: gone, key: k}}}", "the last", connect, KEYS))
                .hasMessageContaining("the Secret gone");
    }

    @Test
    void whatTheDriverCannotDoIsRefused() {
        refused(
                "{mode: Prefer}",
                Reasons.INVALID_SPEC,
                "which the driver mine does not have: give one of Require, VerifyCA");
        var connect = Map.of("host", new IntOrString("db"));
        assertThatThrownBy(() -> values("{}", null, connect, null))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED))
                .hasMessageContaining("the driver mine does not take it");
        var withoutClient = new TlsSettings("mode", KEYS.modes(), "authority");
        assertThatThrownBy(() -> values("{clientCertificate: {secretName: client}}", null, connect, withoutClient))
                .hasMessageContaining("shows no certificate");
    }

    @Test
    void bothWaysAtOnceAreRefusedByName() {
        for (var key : new String[] {"mode", "authority", "certificate", "key"}) {
            var connect = Map.of(key, new IntOrString("x"));
            assertThatThrownBy(() -> values("{}", null, connect, KEYS))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("spec.connect." + key);
        }
    }

    private void refused(String tls, String reason, String message) {
        assertThatThrownBy(() -> values(tls))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(reason);
                })
                .hasMessageContaining(message);
    }
}
