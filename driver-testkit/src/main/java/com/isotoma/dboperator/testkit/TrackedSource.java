package com.isotoma.dboperator.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A dump on its way into a database, and what was done with it. */
final class TrackedSource extends FilterInputStream {
    private boolean end;
    private boolean closed;

    TrackedSource(InputStream source) {
        super(source);
    }

    /** Whether somebody was told that there is no more. */
    boolean reachedEnd() {
        return end;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        end |= b < 0;
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        int n = super.read(bytes, from, count);
        end |= n < 0;
        return n;
    }

    @Override
    public void close() {
        closed = true;
    }
}
