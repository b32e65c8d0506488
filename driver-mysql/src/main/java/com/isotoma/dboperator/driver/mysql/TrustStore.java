package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.sql.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

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

    static TrustStore of(String pem) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        int number = 0;
        for (var certificate : Certificates.in(pem)) {
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

    String url() {
        return path.toUri().toString();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
