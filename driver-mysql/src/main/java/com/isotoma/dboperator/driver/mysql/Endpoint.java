package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.SystemCertificates;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a server is and how to talk to it: {@code spec.connect}.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param tls how much of TLS
 * @param caCertificate certificates of the authorities, in PEM; only where {@code tls} verifies, and empty for those that
 *     systems trust
 */
record Endpoint(String host, int port, TlsMode tls, Optional<String> caCertificate) {
    private static final Setting.Text HOST = new Setting.Text(
            "host",
            "a name or an address",
            Setting.REQUIRED,
            "The server. An IPv6 address stands with or without brackets.");
    private static final Setting.WholeNumber PORT =
            new Setting.WholeNumber("port", 1, 65535, "3306", "TCP port of the server.");
    private static final Setting.Choice SSL_MODE = new Setting.Choice(
            "sslMode",
            TlsMode.words(),
            "PREFERRED; VERIFY_IDENTITY with `caCertificate`",
            "How much of TLS the driver demands, in the words of MySQL's clients. Applications get the same mode in their"
                    + " Secret. [Security](../security.md#what-to-grant-on-the-servers) says what each protects from.");
    private static final Setting.Text CA = new Setting.Text(
            "caCertificate",
            "certificates in PEM form",
            "the CAs that systems trust, with `VERIFY_IDENTITY`",
            "What the server's certificate is verified against. `VERIFY_CA` needs it; modes that do not verify refuse it.");

    static final List<Setting> KEYS = List.of(HOST, PORT, SSL_MODE, CA);

    private static final int DEFAULT_PORT = 3306;
    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})|[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9]{1,15})?");

    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(KEYS);
        var host = host(connect);
        int port = connect.number(PORT).orElse(DEFAULT_PORT);
        var ca = connect.text(CA).filter(text -> !text.isBlank());
        var tls = tls(connect, ca.isPresent());
        if (tls == TlsMode.VERIFY_CA && ca.isEmpty()) {
            throw connect.invalid(
                    CA,
                    "is missing, which sslMode VERIFY_CA needs: give the authority's PEM text. VERIFY_IDENTITY without one"
                            + " takes the authorities that systems trust");
        }
        if (ca.isPresent()) {
            if (!tls.verifies()) {
                throw connect.invalid(
                        CA,
                        "is not looked at with sslMode " + tls + ": give VERIFY_CA or VERIFY_IDENTITY, or remove it");
            }
            TrustStore.check(connect, CA.key(), ca.get());
        }
        return new Endpoint(host, port, tls, ca);
    }

    private static String host(Settings connect) throws DriverException {
        var text = connect.requiredText(HOST).strip();
        var host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!HOST_NAME.matcher(host).matches()) {
            throw connect.invalid(HOST, "is '" + text + "': give a host name or an IP address, without a port");
        }
        return host;
    }

    /** Who gives an authority wants it to be used. */
    private static TlsMode tls(Settings connect, boolean hasCa) throws DriverException {
        var word = connect.text(SSL_MODE.key());
        if (word.isPresent()) {
            return TlsMode.of(connect, SSL_MODE.key(), word.get());
        }
        return hasCa ? TlsMode.VERIFY_IDENTITY : TlsMode.PREFERRED;
    }

    /** Whose certificates are good, in PEM, for JDBC and the programs alike; empty where none is looked at. */
    Optional<String> authorities() {
        return tls.verifies() && caCertificate.isEmpty() ? Optional.of(SystemCertificates.pem()) : caCertificate;
    }

    /** Host and port as in a URI. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
