package com.isotoma.dboperator.testkit;

import java.io.IOException;
import java.io.OutputStream;

/** Where a dump goes that is not kept: has room for so many bytes, then fails with the same error each time. */
final class TrackedSink extends OutputStream {
    private final IOException failure = new IOException("there is no room for more");
    private final long room;
    private long written;
    private long flushes;
    private boolean closed;

    TrackedSink(long room) {
        this.room = room;
    }

    IOException failure() {
        return failure;
    }

    long written() {
        return written;
    }

    /** How often somebody wanted what was written to go on its way at once. */
    long flushes() {
        return flushes;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void write(int b) throws IOException {
        written++;
        if (written > room) {
            throw failure;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        written += count;
        if (written > room) {
            throw failure;
        }
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
