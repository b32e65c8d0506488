package com.isotoma.dboperator.driver.storage;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** A key pair as age-keygen makes them. */
public record AgeKeyPair(String recipient, String identity) {
    public static AgeKeyPair generate() {
        try {
            var pair = new X25519KeyPairGenerator().generateKeyPair();
            return new AgeKeyPair(
                    new String(pair.getPublic().getEncoded(), StandardCharsets.US_ASCII),
                    new String(pair.getPrivate().getEncoded(), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
