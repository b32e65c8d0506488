package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.spi.TlsMode;
import com.isotoma.dboperator.driver.sql.Certificates;
import com.isotoma.dboperator.driver.sql.ClientIdentity;
import com.isotoma.dboperator.driver.sql.TlsKeys;
import com.isotoma.dboperator.driver.support.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.connect}: where the server is and how to trust it.
 *
 * @param address host and port
 * @param sslMode the asked mode, or null for {@code prefer}
 * @param caCertificate what to verify the server's certificate against, PEM; empty for the CAs that systems trust, or without
 *     verification
 * @param client the certificate that the driver shows to the server; empty for none
 * @param maintenanceDatabase the database that the admin logs in to
 * @param connectTimeoutSeconds how long to wait for a connection
 */
record Endpoint(
        Address address,
        @Nullable String sslMode,
        Optional<String> caCertificate,
        Optional<ClientIdentity> client,
        String maintenanceDatabase,
        int connectTimeoutSeconds) {
    private static final Address.Keys ADDRESS =
            Address.keys(5432, "A pooler such as PgBouncer is refused: give the address of the server behind it.");
    static final TlsKeys TLS = TlsKeys.of(
            "libpq",
            Map.of(
                    TlsMode.DISABLE, "disable",
                    TlsMode.PREFER, "prefer",
                    TlsMode.REQUIRE, "require",
                    TlsMode.VERIFY_CA, "verify-ca",
                    TlsMode.VERIFY_FULL, "verify-full"),
            "prefer");
    private static final Setting.Text MAINTENANCE_DATABASE = new Setting.Text(
            "maintenanceDatabase",
            "the name of a database",
            "postgres",
            "The database that the admin logs in to for what concerns the whole server.");
    private static final Setting.WholeNumber CONNECT_TIMEOUT = new Setting.WholeNumber(
            "connectTimeoutSeconds", 1, 300, "10", "How long to wait for a connection, in seconds.");

    static final List<Setting> KEYS = List.of(
            ADDRESS.host(), ADDRESS.port(), TLS.mode(), TLS.certificate(), MAINTENANCE_DATABASE, CONNECT_TIMEOUT);

    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(TlsKeys.read(KEYS));
        var endpoint = new Endpoint(
                Address.of(connect, ADDRESS),
                connect.choice(TLS.mode()).orElse(null),
                TLS.certificate(connect),
                TLS.client(connect),
                maintenanceDatabase(connect),
                connect.number(CONNECT_TIMEOUT).orElse(10));
        TLS.check(connect, endpoint.effectiveSslMode());
        return endpoint;
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
        return TLS.verifies(effectiveSslMode()) && caCertificate.isEmpty();
    }

    /** Whose certificates are good, in PEM, for JDBC and the programs alike; empty where none is looked at. */
    Optional<String> authorities() {
        return TLS.verifies(effectiveSslMode()) ? Optional.of(Certificates.trusted(caCertificate)) : Optional.empty();
    }

    /** The mode that holds, asked for or not. */
    String effectiveSslMode() {
        return sslMode == null ? "prefer" : sslMode;
    }
}
