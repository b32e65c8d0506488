package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one table as INSERT statements of about a megabyte, in the form in which the dump programs do. */
final class InsertWriter {
    private static final int STATEMENT = 1_000_000;
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ExactTable table;
    private final OutputStream out;
    private final byte[] begin;
    private long length;

    InsertWriter(ExactTable table, OutputStream out) {
        this.table = table;
        this.out = out;
        this.begin = table.insert().getBytes(StandardCharsets.UTF_8);
    }

    /** One row, its values as the server sends them in UTF-8; null for NULL. */
    void row(byte[] @Nullable [] values) throws IOException {
        if (length == 0) {
            put(begin);
        } else {
            put(',');
        }
        for (int i = 0; i < values.length; i++) {
            put(i == 0 ? '(' : ',');
            value(values[i], table.columns().get(i).form());
        }
        put(')');
        if (length >= STATEMENT) {
            end();
        }
    }

    /** Ends the last statement, if there is one. */
    void end() throws IOException {
        if (length > 0) {
            put(';');
            put('\n');
            length = 0;
        }
    }

    private void value(byte @Nullable [] value, ExactTable.Form form) throws IOException {
        if (value == null) {
            put("NULL".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        switch (form) {
            case NUMBER, FLOAT -> put(value);
            case BINARY -> binary(value);
            case TEXT -> text(value);
        }
    }

    private void binary(byte[] value) throws IOException {
        if (value.length == 0) {
            text(value);
            return;
        }
        put('0');
        put('x');
        for (byte b : value) {
            put(DIGITS[(b >> 4) & 0xf]);
            put(DIGITS[b & 0xf]);
        }
    }

    /** In UTF-8 none of the bytes that are escaped is a part of another character. */
    private void text(byte[] value) throws IOException {
        put('\'');
        for (byte b : value) {
            switch (b) {
                case 0 -> escaped('0');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                case 0x1a -> escaped('Z');
                case '\\', '\'', '"' -> escaped(b);
                default -> put(b);
            }
        }
        put('\'');
    }

    private void escaped(int b) throws IOException {
        put('\\');
        put(b);
    }

    private void put(int b) throws IOException {
        out.write(b);
        length++;
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        length += bytes.length;
    }
}
