package com.isotoma.dboperator.driver.mysql;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords for an account that the driver itself uses for a moment. */
final class Passwords {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** 128 bits of chance, in a form that usual password policies take and that needs no quoting. */
    static String random() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "Tmp_0" + HexFormat.of().formatHex(bytes);
    }
}
