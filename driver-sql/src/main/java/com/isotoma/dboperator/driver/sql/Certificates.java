package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;

/** Certificates of authorities, in PEM: whose certificates of servers are good. */
public final class Certificates {
    private Certificates() {}

    /** The certificates in the text; empty when there is none. */
    public static Collection<? extends Certificate> in(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    /** Refuses a value that holds no certificate. */
    public static void require(Settings settings, Setting key, String pem) throws DriverException {
        try {
            if (!in(pem).isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // Said below.
        }
        throw settings.invalid(key, "is not a certificate: give PEM text, from BEGIN CERTIFICATE to END CERTIFICATE");
    }

    /** What a verifying client is to trust: what was given, or else what systems trust. */
    public static String trusted(Optional<String> given) {
        return given.orElseGet(SystemCertificates::pem);
    }
}
