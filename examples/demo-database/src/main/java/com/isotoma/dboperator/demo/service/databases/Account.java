package com.isotoma.dboperator.demo.service.databases;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in. A slow hash for every single request would be most of the service's work, so the last password
 * that was right is remembered for the life of the process, as a fast hash under a key that never leaves it.
 */
public final class Account {
    private static final SecretKeySpec PROCESS_KEY = newKey();

    private final String username;
    private final PasswordHash hash;
    private volatile byte @Nullable [] lastRight;

    Account(String username, PasswordHash hash) {
        this.username = username;
        this.hash = hash;
    }

    /** An account with a new password. */
    public static Account of(String username, String password) {
        var account = new Account(username, PasswordHash.of(password));
        account.lastRight = fastHash(password);
        return account;
    }

    String username() {
        return username;
    }

    PasswordHash hash() {
        return hash;
    }

    boolean matches(String password) {
        var fast = fastHash(password);
        var known = lastRight;
        if (known != null && MessageDigest.isEqual(known, fast)) {
            return true;
        }
        boolean right = hash.matches(password);
        if (right) {
            lastRight = fast;
        }
        return right;
    }

    private static byte[] fastHash(String password) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(PROCESS_KEY);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static SecretKeySpec newKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, "HmacSHA256");
    }
}
