package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Settings;
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
    private static final Set<String> KEYS =
            Set.of("host", "port", "sslMode", "caCertificate", "maintenanceDatabase", "connectTimeoutSeconds");
    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-ca", "verify-full");
    private static final Set<String> VERIFYING = Set.of("verify-ca", "verify-full");
    // Neither a list of hosts nor a socket folder, which libpq would take.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");

    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(KEYS);
        var sslMode = connect.choice("sslMode", SSL_MODES).orElse(null);
        return new Endpoint(
                host(connect),
                connect.number("port", 1, 65535).orElse(5432),
                sslMode,
                caCertificate(connect, sslMode),
                maintenanceDatabase(connect),
                connect.number("connectTimeoutSeconds", 1, 300).orElse(10));
    }

    private static String host(Settings connect) throws DriverException {
        var given = connect.requiredText("host");
        var host = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        if (!HOST.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw connect.invalid("host", "is '" + given + "': give one host name or address, without port or scheme");
        }
        return host;
    }

    private static @Nullable String caCertificate(Settings connect, @Nullable String sslMode) throws DriverException {
        var pem = connect.text("caCertificate").orElse(null);
        boolean verifying = sslMode != null && VERIFYING.contains(sslMode);
        if ("verify-ca".equals(sslMode) && pem == null) {
            throw connect.invalid(
                    "caCertificate",
                    "is missing: sslMode verify-ca needs the CA's certificate as PEM; verify-full without one takes the"
                            + " CAs that systems trust");
        }
        if (pem != null && !verifying) {
            throw connect.invalid("caCertificate", "would not be used: set sslMode to verify-full or verify-ca");
        }
        if (pem != null && !pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw connect.invalid("caCertificate", "is not a certificate in PEM form");
        }
        return pem;
    }

    private static String maintenanceDatabase(Settings connect) throws DriverException {
        var name = connect.text("maintenanceDatabase").orElse("postgres");
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw connect.invalid("maintenanceDatabase", "is empty: give a database that the admin can log in to");
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
