package com.isotoma.dboperator.driver.demohttp;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986): how a value that may be hostile gets into an address. */
final class Percent {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~";

    private Percent() {}

    /**
     * Encodes everything but letters, digits and three harmless signs. Dots too, so that no part of the way takes a name
     * for a step to another directory.
     */
    static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xFF));
            }
        }
        return encoded.toString();
    }
}
