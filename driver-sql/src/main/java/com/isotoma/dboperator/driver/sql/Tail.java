package com.isotoma.dboperator.driver.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end and keeps only its last bytes, so that a chatty tool costs no memory. */
final class Tail {
    private final byte[] kept;
    private long total;

    Tail(int size) {
        kept = new byte[size];
    }

    void readAll(InputStream in) throws IOException {
        var buffer = new byte[4096];
        int n;
        while ((n = in.read(buffer)) >= 0) {
            add(buffer, n);
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            kept[(int) (total++ % kept.length)] = bytes[i];
        }
    }

    /** The last bytes as text. */
    synchronized String text() {
        int length = (int) Math.min(total, kept.length);
        var ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = kept[(int) ((total - length + i) % kept.length)];
        }
        return new String(ordered, StandardCharsets.UTF_8);
    }
}
