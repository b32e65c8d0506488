package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and texts of an archive. All bytes are handed on as they come in, in large pieces, before they are looked at:
 * looking costs next to nothing, since data is only stepped over.
 */
final class ArchiveInput {
    private static final int BUFFER = 256 * 1024;
    private static final int LONGEST_TEXT = 1 << 24;

    private final InputStream in;
    private final OutputStream copy;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private long before;
    private int intSize = 4;

    ArchiveInput(InputStream in, OutputStream copy) {
        this.in = in;
        this.copy = copy;
    }

    /** How many bytes the numbers of this archive have. */
    void setIntSize(int size) throws DriverException {
        if (size < 1 || size > 8) {
            throw malformed("numbers of " + size + " bytes");
        }
        intSize = size;
    }

    /** How many bytes have been read. */
    long offset() {
        return before + position;
    }

    /** A text as this archive writes it. */
    byte[] written(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var written = new byte[1 + intSize + bytes.length];
        for (int i = 0; i < intSize; i++) {
            written[1 + i] = i < 4 ? (byte) (bytes.length >>> (8 * i)) : 0;
        }
        System.arraycopy(bytes, 0, written, 1 + intSize, bytes.length);
        return written;
    }

    int readByte() throws IOException, DriverException {
        int value = readByteOrEnd();
        if (value < 0) {
            throw endsEarly();
        }
        return value;
    }

    /** The next byte, or -1 at the end. */
    int readByteOrEnd() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    /** A sign byte and the amount, the lowest byte first. */
    long readNumber() throws IOException, DriverException {
        boolean negative = readByte() != 0;
        long amount = 0;
        if (limit - position >= intSize) {
            for (int i = 0; i < intSize; i++) {
                amount |= (buffer[position++] & 0xffL) << (8 * i);
            }
        } else {
            for (int i = 0; i < intSize; i++) {
                amount |= (long) readByte() << (8 * i);
            }
        }
        return negative ? -amount : amount;
    }

    /** A text, or null. */
    @Nullable
    String readText() throws IOException, DriverException {
        long length = readNumber();
        if (length < 0) {
            return null;
        }
        if (length > LONGEST_TEXT) {
            throw malformed("a name of " + length + " bytes");
        }
        var bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) readByte();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skipText() throws IOException, DriverException {
        long length = readNumber();
        if (length > 0) {
            skip(length);
        }
    }

    void skip(long count) throws IOException, DriverException {
        long left = count;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            if (!fill()) {
                throw endsEarly();
            }
        }
        position += (int) left;
    }

    /** Skips, and counts the ends of lines on the way. */
    long skipCountingLines(long count) throws IOException, DriverException {
        long left = count;
        long lines = 0;
        while (left > 0) {
            if (position == limit && !fill()) {
                throw endsEarly();
            }
            int end = position + (int) Math.min(left, limit - position);
            left -= end - position;
            for (; position < end; position++) {
                if (buffer[position] == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }

    private boolean fill() throws IOException {
        before += limit;
        position = 0;
        limit = 0;
        int n = in.read(buffer);
        if (n < 0) {
            return false;
        }
        copy.write(buffer, 0, n);
        limit = n;
        return n > 0 || fill();
    }

    DriverException endsEarly() {
        return DriverException.unavailable(
                Reasons.DUMP_FAILED, "The dump ends after " + (before + position) + " bytes and is not whole", null);
    }

    DriverException malformed(String what) {
        return DriverException.unavailable(
                Reasons.DUMP_FAILED,
                "The dump is damaged: " + what + " at byte " + (before + position)
                        + ", where an archive of pg_dump has none",
                null);
    }
}
