package com.isotoma.dboperator.driver.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that statuses and manifests name. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java always has SHA-256", e);
        }
    }
}
