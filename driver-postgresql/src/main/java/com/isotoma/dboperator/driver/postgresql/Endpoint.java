package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.connect}: where the server is and how to trust it.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 * @param sslMode the asked mode, or null for {@code prefer}
 * @param caCertificate what to verify the server's certificate against, PEM; null for the CAs that systems trust, or without
 *     verification
 * @param maintenanceDatabase the database that the admin logs in to
 * @param connectTimeoutSeconds how long to wait for a connection
 */
record Endpoint(
        String host,
        int port,
        @Nullable String sslMode,
        @Nullable String caCertificate,
        String maintenanceDatabase,
        int connectTimeoutSeconds) {
    private static final Setting.Text HOST = new Setting.Text(
            "host",
            "a name or an address",
            Setting.REQUIRED,
            "The server. An IPv6 address stands with or without brackets. A pooler such as PgBouncer is refused: give the"
                    + " address of the server behind it.");
    private static final Setting.WholeNumber PORT =
            new Setting.WholeNumber("port", 1, 65535, "5432", "TCP port of the server.");
    private static final Setting.Choice SSL_MODE = new Setting.Choice(
            "sslMode",
            Set.of("disable", "prefer", "require", "verify-ca", "verify-full"),
            "prefer",
            "How much of TLS the driver demands, in the words of libpq. Applications get the same mode in their Secret."
                    + " [Security](../security.md#what-to-grant-on-the-servers) says what each protects from.");
    private static final Setting.Text CA_CERTIFICATE = new Setting.Text(
            "caCertificate",
            "certificates in PEM form",
            "the CAs that systems trust, with `verify-full`",
            "What the server's certificate is verified against. `verify-ca` needs it; modes that do not verify refuse it.");
    private static final Setting.Text MAINTENANCE_DATABASE = new Setting.Text(
            "maintenanceDatabase",
            "the name of a database",
            "postgres",
            "The database that the admin logs in to for what concerns the whole server.");
    private static final Setting.WholeNumber CONNECT_TIMEOUT = new Setting.WholeNumber(
            "connectTimeoutSeconds", 1, 300, "10", "How long to wait for a connection, in seconds.");

    static final List<Setting> KEYS =
            List.of(HOST, PORT, SSL_MODE, CA_CERTIFICATE, MAINTENANCE_DATABASE, CONNECT_TIMEOUT);

    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");
    // Neither a list of hosts nor a socket folder, which libpq would take.
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");

    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(KEYS);
        var sslMode = connect.choice(SSL_MODE).orElse(null);
        return new Endpoint(
                host(connect),
                connect.number(PORT).orElse(5432),
                sslMode,
                caCertificate(connect, sslMode),
                maintenanceDatabase(connect),
                connect.number(CONNECT_TIMEOUT).orElse(10));
    }

    private static String host(Settings connect) throws DriverException {
        var given = connect.requiredText(HOST);
        var host = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        if (!HOST_NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw connect.invalid(HOST, "is '" + given + "': give one host name or address, without port or scheme");
        }
        return host;
    }

    private static @Nullable String caCertificate(Settings connect, @Nullable String sslMode) throws DriverException {
        var pem = connect.text(CA_CERTIFICATE).orElse(null);
        boolean verifying = sslMode != null && VERIFYING.contains(sslMode);
        if ("verify-ca".equals(sslMode) && pem == null) {
            throw connect.invalid(
                    CA_CERTIFICATE,
                    "is missing: sslMode verify-ca needs the CA's certificate as PEM; verify-full without one takes the"
                            + " CAs that systems trust");
        }
        if (pem != null && !verifying) {
            throw connect.invalid(CA_CERTIFICATE, "would not be used: set sslMode to verify-full or verify-ca");
        }
        if (pem != null && !pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw connect.invalid(CA_CERTIFICATE, "is not a certificate in PEM form");
        }
        return pem;
    }

    private static String maintenanceDatabase(Settings connect) throws DriverException {
        var name = connect.text(MAINTENANCE_DATABASE).orElse("postgres");
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw connect.invalid(MAINTENANCE_DATABASE, "is empty: give a database that the admin can log in to");
        }
        return name;
    }

    /** Whether the certificate is verified against the CAs that systems trust, and the host's name with it. */
    boolean verifiesBySystem() {
        return "verify-full".equals(sslMode) && caCertificate == null;
    }

    /** The mode that holds, asked for or not. */
    String effectiveSslMode() {
        return sslMode == null ? "prefer" : sslMode;
    }

    /** Host and port as they stand in a URL. */
    String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host.replace("%", "%25") + "]" : host) + ":" + port;
    }
}
