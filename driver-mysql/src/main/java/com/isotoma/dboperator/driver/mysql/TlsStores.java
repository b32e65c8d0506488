package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ClientIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The certificates of an endpoint as key store files, the only form that the JDBC driver takes. Deleted on close. */
final class TlsStores implements AutoCloseable {
    private final @Nullable TrustStore trust;
    private final ClientIdentity.@Nullable Store client;

    private TlsStores(@Nullable TrustStore trust, ClientIdentity.@Nullable Store client) {
        this.trust = trust;
        this.client = client;
    }

    static TlsStores of(Endpoint endpoint) throws IOException, DriverException {
        var trust = trust(endpoint);
        try {
            return new TlsStores(
                    trust,
                    endpoint.client().isPresent() ? endpoint.client().get().store() : null);
        } catch (DriverException e) {
            if (trust != null) {
                trust.close();
            }
            throw e;
        }
    }

    private static @Nullable TrustStore trust(Endpoint endpoint) throws IOException, DriverException {
        var authorities = endpoint.authorities();
        try {
            return authorities.isEmpty() ? null : TrustStore.of(authorities.get());
        } catch (GeneralSecurityException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "Cannot hand certificates to the JDBC driver: " + e.getMessage(), e);
        }
    }

    /** For JDBC. */
    void describe(Properties properties) {
        if (trust != null) {
            properties.setProperty("trustCertificateKeyStoreUrl", trust.url());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", TrustStore.PASSWORD);
            properties.setProperty("fallbackToSystemTrustStore", "false");
        }
        properties.setProperty("fallbackToSystemKeyStore", "false");
        if (client != null) {
            properties.setProperty(
                    "clientCertificateKeyStoreUrl", client.path().toUri().toString());
            properties.setProperty("clientCertificateKeyStoreType", "PKCS12");
            properties.setProperty("clientCertificateKeyStorePassword", client.password());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (client != null) {
                client.close();
            }
        } finally {
            if (trust != null) {
                trust.close();
            }
        }
    }
}
