package com.isotoma.dboperator.driver.sql;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords and names for accounts that a driver makes for a moment. */
public final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** That many random bytes, in hexadecimal digits. They need no quoting anywhere. */
    public static String hex(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
