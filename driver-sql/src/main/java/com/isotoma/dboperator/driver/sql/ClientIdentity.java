package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that a driver shows to a server, and its private key, as PEM for the tools and as a key store for JDBC.
 *
 * @param certificate with those that lead to its CA, in PEM
 * @param key in PEM
 */
public record ClientIdentity(String certificate, String key) {
    private static final Setting.Text CERTIFICATE =
            new Setting.Text("clientCertificate", "certificates in PEM form", "none", "The certificate of `spec.tls`.");
    private static final Setting.Text KEY =
            new Setting.Text("clientKey", "a private key in PEM form", "none", "The private key of `spec.tls`.");

    /** Under which keys of {@code connect} a run gives them; in no documentation, since nobody else does. */
    public static final List<Setting> KEYS = List.of(CERTIFICATE, KEY);

    /** pgjdbc looks for an entry of this name. */
    private static final String ALIAS = "user";

    /** The one that is given; empty for none. It is checked that the key belongs to the certificate. */
    static Optional<ClientIdentity> in(Settings connect) throws DriverException {
        var certificate = connect.text(CERTIFICATE);
        var key = connect.text(KEY);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        Certificates.require(connect, CERTIFICATE, certificate.get());
        var identity = new ClientIdentity(certificate.get(), key.get());
        try {
            if (!identity.belongTogether()) {
                throw connect.invalid(KEY, "does not belong to the certificate in tls.crt: issue them together");
            }
        } catch (GeneralSecurityException e) {
            throw connect.invalid(
                    KEY,
                    "is not a private key without a password: give it in PEM form, as PKCS #8, PKCS #1 or SEC 1, of RSA,"
                            + " EC or EdDSA");
        }
        return Optional.of(identity);
    }

    private boolean belongTogether() throws GeneralSecurityException {
        var privateKey = PrivateKeys.of(key);
        var publicKey = chain()[0].getPublicKey();
        if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
            return false;
        }
        var signature = Signature.getInstance(
                switch (privateKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> privateKey.getAlgorithm();
                });
        signature.initSign(privateKey);
        signature.update((byte) 1);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    private Certificate[] chain() throws CertificateException {
        return Certificates.in(certificate).toArray(Certificate[]::new);
    }

    /** A key store with the two, of type PKCS12, in a file for as long as it is open. */
    public Store store() throws DriverException {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            var password = RandomText.hex(16);
            PrivateKey privateKey = PrivateKeys.of(key);
            keys.setKeyEntry(ALIAS, privateKey, password.toCharArray(), chain());
            var file = SecretFile.of(".p12", "");
            try (var out = Files.newOutputStream(file.path())) {
                keys.store(out, password.toCharArray());
                return new Store(file, password);
            } catch (IOException | GeneralSecurityException e) {
                file.close();
                throw e;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "Cannot write the client's certificate to a temporary file: " + e, e);
        }
    }

    /** The key store's file and the password that opens it. */
    public record Store(SecretFile file, String password) implements AutoCloseable {
        public Path path() {
            return file.path();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }

        @Override
        public String toString() {
            return "Store[" + file.path() + "]";
        }
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "ClientIdentity[]";
    }
}
