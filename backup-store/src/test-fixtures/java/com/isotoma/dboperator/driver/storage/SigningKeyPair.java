package com.isotoma.dboperator.driver.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A key pair as {@code openssl genpkey -algorithm ed25519} makes them. */
public record SigningKeyPair(String publicKey, String privateKey) {
    public static SigningKeyPair generate() {
        return generate("Ed25519");
    }

    static SigningKeyPair generate(String algorithm) {
        try {
            var pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            return new SigningKeyPair(
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** Signs as this pair's owner. */
    public byte[] sign(byte[] manifest) {
        try {
            return ManifestSigner.parse(privateKey, "key", TrustedKeys.parse(publicKey, "trusted"))
                    .sign(manifest);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
