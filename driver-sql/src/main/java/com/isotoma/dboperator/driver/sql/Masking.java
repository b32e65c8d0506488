package com.isotoma.dboperator.driver.sql;

import java.util.Set;

/** Texts of servers and tools, in which a password may stand. */
public final class Masking {
    private Masking() {}

    /** The text with stars in the place of each secret. */
    public static String of(String text, Set<String> secrets) {
        var masked = text;
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                masked = masked.replace(secret, "***");
            }
        }
        return masked;
    }
}
