package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads keys for Ed25519 as {@code openssl genpkey} and {@code openssl pkey -pubout} write them. Shows none of them. */
final class PemKeys {
    static final String ALGORITHM = "Ed25519";
    /** More than a rotation of keys needs; each run that writes tries each of them. */
    private static final int MOST = 20;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private PemKeys() {}

    /** @param base64 what stands between the lines that begin and end it */
    private record Block(String label, String base64) {
        byte[] content(String where) throws DriverException {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw invalid("The " + where + " has a damaged block " + label + ": copy it again");
            }
        }
    }

    /**
     * @param where what the text is, for messages: {@code key trusted of the Secret backup-signing}
     * @throws DriverException of kind USER that never says what stands there
     */
    static List<PublicKey> publicKeys(String text, String where) throws DriverException {
        var keys = new ArrayList<PublicKey>();
        for (var block : blocks(text)) {
            keys.add(publicKey(block, where, keys.size() + 1));
        }
        if (keys.isEmpty()) {
            throw invalid("The " + where + " has no public key: add one (openssl pkey -in signing.pem -pubout)");
        }
        if (keys.size() > MOST) {
            throw invalid("The " + where + " has more than " + MOST + " keys: remove those that no backup needs");
        }
        return List.copyOf(keys);
    }

    private static PublicKey publicKey(Block block, String where, int number) throws DriverException {
        try {
            return switch (block.label()) {
                case PUBLIC ->
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(block.content(where)));
                case CERTIFICATE -> ofCertificate(block.content(where));
                case PRIVATE ->
                    throw invalid("The " + where + " has a private key as key " + number
                            + ": put the public one there (openssl pkey -pubout)");
                default ->
                    throw invalid("The " + where + " has a block " + block.label() + " as key " + number
                            + ": give blocks of PUBLIC KEY");
            };
        } catch (GeneralSecurityException e) {
            throw invalid("The " + where + " has as key " + number + " no public key of " + ALGORITHM
                    + ", or a damaged one: make the pair with openssl genpkey -algorithm ed25519");
        }
    }

    /** Only its key counts: tools that cannot write a public key alone write it into a certificate. */
    private static PublicKey ofCertificate(byte[] content) throws GeneralSecurityException {
        var key = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(content))
                .getPublicKey();
        // Refuses keys of other algorithms.
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    /** @throws DriverException of kind USER that never says what stands there */
    static PrivateKey privateKey(String text, String where) throws DriverException {
        var blocks = blocks(text);
        if (blocks.size() != 1 || !blocks.getFirst().label().equals(PRIVATE)) {
            throw invalid("The " + where + " is not one private key without a passphrase (BEGIN PRIVATE KEY):"
                    + " make it with openssl genpkey -algorithm ed25519");
        }
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(blocks.getFirst().content(where)));
        } catch (GeneralSecurityException e) {
            throw invalid("The " + where + " is no private key of " + ALGORITHM
                    + ", or a damaged one: make it with openssl genpkey -algorithm ed25519");
        }
    }

    private static List<Block> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Block(found.group(1), found.group(2).strip()))
                .toList();
    }

    static DriverException invalid(String message) {
        return DriverException.user(Reasons.SIGNING_KEY_INVALID, message);
    }
}
