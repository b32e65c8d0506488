package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/**
 * PEM certificates as a key store file, the only form that the JDBC driver takes. It holds nothing secret. Deleted on
 * close.
 */
final class TrustStore implements AutoCloseable {
    /** A key store must have one; certificates are public. */
    static final String PASSWORD = "changeit";

    private final Path path;

    private TrustStore(Path path) {
        this.path = path;
    }

    static void check(Settings settings, String key, String pem) throws DriverException {
        try {
            if (!certificates(pem).isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // Said below.
        }
        throw settings.invalid(key, "is not a certificate: give PEM text, from BEGIN CERTIFICATE to END CERTIFICATE");
    }

    static TrustStore of(String pem) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        int number = 0;
        for (var certificate : certificates(pem)) {
            keys.setCertificateEntry("ca-" + number++, certificate);
        }
        var store = new TrustStore(Files.createTempFile("db-operator-", ".p12"));
        try (var out = Files.newOutputStream(store.path)) {
            keys.store(out, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            store.close();
            throw e;
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    String url() {
        return path.toUri().toString();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
