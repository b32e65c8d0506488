package com.isotoma.dboperator.driver.postgresql;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one buffer ahead, so that the last bytes of a stream are given out only after its end was reached without an error.
 * Who finds at the end that a dump is damaged throws from its read; pg_restore then never got the whole dump and commits
 * nothing.
 */
final class EndFirst extends InputStream {
    private static final int BUFFER = 256 * 1024;

    private final InputStream source;
    private byte[] current = new byte[BUFFER];
    private byte[] next = new byte[BUFFER];
    private int position;
    private int length;
    private int nextLength;
    private boolean started;

    EndFirst(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return advance() ? current[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int n = Math.min(count, length - position);
        System.arraycopy(current, position, bytes, offset, n);
        position += n;
        return n;
    }

    /** Makes sure that there is a byte to give out. */
    private boolean advance() throws IOException {
        if (!started) {
            started = true;
            nextLength = source.read(next);
        }
        while (position == length) {
            if (nextLength < 0) {
                return false;
            }
            var done = current;
            current = next;
            length = nextLength;
            position = 0;
            next = done;
            nextLength = source.read(next);
        }
        return true;
    }
}
