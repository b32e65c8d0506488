package com.isotoma.dboperator.driver.sql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates of the authorities that this Java trusts: the same for JDBC and for the tools, in every image. */
public final class SystemCertificates {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private SystemCertificates() {}

    /** All of them, as PEM. */
    public static String pem() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            @Nullable KeyStore systems = null;
            factory.init(systems);
            var pem = new StringBuilder();
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trust) {
                    for (var certificate : trust.getAcceptedIssuers()) {
                        pem.append("-----BEGIN CERTIFICATE-----\n")
                                .append(LINES.encodeToString(certificate.getEncoded()))
                                .append("\n-----END CERTIFICATE-----\n");
                    }
                }
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java's own certificates cannot be read", e);
        }
    }
}
