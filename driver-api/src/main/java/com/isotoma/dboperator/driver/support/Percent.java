package com.isotoma.dboperator.driver.support;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986): how a value that may be hostile gets into a URL. */
public final class Percent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    /** Encodes all bytes of the text's UTF-8 but letters, digits and {@code - . _ ~}. */
    public static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xFF));
            }
        }
        return encoded.toString();
    }

    /** The same for one segment of a path: dots too, so that no part of the way takes it for a step to another folder. */
    public static String segment(String value) {
        return encode(value).replace(".", "%2E");
    }
}
