package com.isotoma.dboperator.driver.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Values of labels made from names of resources, which can be longer than a label takes. */
public final class Labels {
    private static final int MAX_LENGTH = 63;
    private static final int HASH_LENGTH = 10;

    private Labels() {}

    /** {@code name} itself where it fits; else its beginning and a hash of all of it. The same for the same name. */
    public static String value(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        var beginning = name.substring(0, MAX_LENGTH - HASH_LENGTH - 1);
        return beginning + "-" + hash(name).substring(0, HASH_LENGTH);
    }

    /** A stable hash of {@code text}: 64 hexadecimal digits. */
    public static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java always has SHA-256", e);
        }
    }
}
