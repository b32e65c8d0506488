package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.io.OutputStream;

/** Collects small pieces, and hands them on past watchers. Closing it does not close what is behind it. */
final class WatchedOutput extends OutputStream {
    private final OutputStream sink;
    private final Watcher[] watchers;
    private final byte[] buffer = new byte[256 * 1024];
    private int filled;

    WatchedOutput(OutputStream sink, Watcher... watchers) {
        this.sink = sink;
        this.watchers = watchers;
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == buffer.length) {
            handOn();
        }
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (filled == buffer.length) {
                handOn();
            }
            int n = Math.min(count - done, buffer.length - filled);
            System.arraycopy(bytes, from + done, buffer, filled, n);
            filled += n;
            done += n;
        }
    }

    private void handOn() throws IOException {
        for (var watcher : watchers) {
            watcher.see(buffer, 0, filled);
        }
        sink.write(buffer, 0, filled);
        filled = 0;
    }

    /** Hands on what is left. */
    @Override
    public void flush() throws IOException {
        handOn();
    }
}
