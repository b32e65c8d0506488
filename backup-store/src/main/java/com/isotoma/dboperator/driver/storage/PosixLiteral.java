package com.isotoma.dboperator.driver.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * IPv4 addresses as the C library of the tools reads them, which Java does not: each part decimal, octal or hexadecimal, and
 * the last of fewer than four parts for all that is left.
 */
final class PosixLiteral {
    private static final Pattern PARTS =
            Pattern.compile("(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,11})(\\.(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,11})){0,3}");

    private static final int BYTES = 4;
    private static final int BITS = 8;

    private PosixLiteral() {}

    /** The address; empty for every other text. */
    static Optional<InetAddress> parse(String text) {
        if (!PARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        var parts = text.split("\\.", -1);
        long address = 0;
        for (var i = 0; i < parts.length; i++) {
            int bytes = i == parts.length - 1 ? BYTES - i : 1;
            long part = number(parts[i]);
            if (part < 0 || part >= 1L << (bytes * BITS)) {
                return Optional.empty();
            }
            address = (address << (bytes * BITS)) | part;
        }
        return Optional.of(of(address));
    }

    /** Less than zero for what is no number. */
    private static long number(String part) {
        if (part.startsWith("0x") || part.startsWith("0X")) {
            return Long.parseLong(part.substring(2), 16);
        }
        if (!part.startsWith("0")) {
            return Long.parseLong(part);
        }
        return part.matches("[0-7]+") ? Long.parseLong(part, 8) : -1;
    }

    private static InetAddress of(long address) {
        var bytes = new byte[BYTES];
        for (var i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (address >> ((BYTES - 1 - i) * BITS));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
