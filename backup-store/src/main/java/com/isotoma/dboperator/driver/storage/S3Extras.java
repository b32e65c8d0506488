package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * What some stores need.
 *
 * @param newChecksums whether requests carry the checksums that S3 knows since 2022; else they have an MD5
 * @param sseAlgorithm how the store is to encrypt what it keeps: AES256, aws:kms; null leaves that to the bucket
 * @param kmsKeyId the key for aws:kms, or null
 * @param caCertificate the CA of the store, PEM; null trusts whom everybody trusts
 */
public record S3Extras(
        boolean newChecksums,
        @Nullable String sseAlgorithm,
        @Nullable String kmsKeyId,
        @Nullable String caCertificate) {
    /** What most stores need: nothing. */
    public static final S3Extras NONE = new S3Extras(true, null, null, null);

    /**
     * @param field where the certificate stands, for messages
     * @throws DriverException of kind USER when the CA's certificate is none
     */
    public void check(String field) throws DriverException {
        try {
            if (caCertificate == null || !PrivateCa.certificates(caCertificate).isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // Said below: its own words are about bytes.
        }
        throw DriverException.user(
                Reasons.INVALID_SPEC,
                field + " is not a certificate: give PEM text, from BEGIN CERTIFICATE to END CERTIFICATE");
    }

    /** The same for a store that takes no newer checksums. */
    S3Extras withoutNewChecksums() {
        return new S3Extras(false, sseAlgorithm, kmsKeyId, caCertificate);
    }

    PartChecksum ofObject() {
        return newChecksums ? PartChecksum.CRC32 : PartChecksum.MD5;
    }

    PartChecksum ofSegments() {
        return newChecksums ? PartChecksum.CRC32C : PartChecksum.MD5;
    }
}
