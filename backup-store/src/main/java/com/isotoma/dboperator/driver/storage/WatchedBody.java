package com.isotoma.dboperator.driver.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.http.ContentStreamProvider;

/** The body of a request, which knows when the last piece of it was taken. Safe for one reader and any number of lookers. */
final class WatchedBody implements ContentStreamProvider {
    private final ContentStreamProvider content;
    private volatile long taken = System.nanoTime();
    private volatile boolean allTaken;

    WatchedBody(ContentStreamProvider content) {
        this.content = content;
    }

    /** How long nobody has taken a byte of it; nothing once all are taken. */
    Duration untouched() {
        return allTaken ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - taken);
    }

    @Override
    public InputStream newStream() {
        taken = System.nanoTime();
        allTaken = false;
        return new FilterInputStream(content.newStream()) {
            @Override
            public int read() throws IOException {
                return seen(super.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return seen(super.read(bytes, offset, length));
            }

            private int seen(int result) {
                taken = System.nanoTime();
                allTaken = result < 0;
                return result;
            }
        };
    }
}
