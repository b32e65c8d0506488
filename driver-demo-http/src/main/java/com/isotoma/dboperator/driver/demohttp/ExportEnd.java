package com.isotoma.dboperator.driver.demohttp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Watches an export go by and tells whether it is whole: its last line must be {@code {"end":true,"records":N}}, and N
 * the number of lines before. Memory is the same whatever passes.
 */
final class ExportEnd {
    private static final int LONGEST_END = 64;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_END);
    private String lastLine = "";
    private long lines;
    private boolean withinLine;

    void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            withinLine = bytes[i] != '\n';
            if (!withinLine) {
                lastLine = line.toString(StandardCharsets.UTF_8);
                lines++;
                line.reset();
            } else if (line.size() < LONGEST_END) {
                line.write(bytes[i]);
            }
        }
    }

    boolean reached() {
        return !withinLine && lastLine.equals("{\"end\":true,\"records\":" + (lines - 1) + "}");
    }

    /** Number of records of an export that was whole. */
    long records() {
        return lines - 1;
    }
}
