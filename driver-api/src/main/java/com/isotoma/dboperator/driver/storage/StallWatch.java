package com.isotoma.dboperator.driver.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Ends requests whose body nobody takes any more. Java has no time-out for writing to a connection, and the one for a whole
 * attempt must be long enough for a slow line: without this, a store that stalls would hold up the other copies of a backup
 * for that long. Safe for any thread.
 */
final class StallWatch implements AutoCloseable {
    private final Duration limit;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("stalled-uploads").daemon().factory());

    /** @param limit how long no byte of a body may be taken */
    StallWatch(Duration limit) {
        this.limit = limit;
        clock.setRemoveOnCancelPolicy(true);
    }

    Body watch(ContentStreamProvider content) {
        return new Body(content);
    }

    /** The body of one request. */
    final class Body implements ContentStreamProvider {
        private final ContentStreamProvider content;
        private volatile long taken = System.nanoTime();
        private volatile boolean allTaken;
        private volatile boolean stalled;

        private Body(ContentStreamProvider content) {
            this.content = content;
        }

        /**
         * Looks at it until the result is cancelled.
         *
         * @param abort ends the request; called by another thread
         */
        ScheduledFuture<?> looks(Runnable abort) {
            taken = System.nanoTime();
            return clock.scheduleWithFixedDelay(
                    () -> look(abort), limit.toNanos(), limit.toNanos() / 4, TimeUnit.NANOSECONDS);
        }

        private void look(Runnable abort) {
            if (!allTaken && System.nanoTime() - taken > limit.toNanos()) {
                stalled = true;
                abort.run();
            }
        }

        /** Why a request has failed: if it was ended here, that, instead of a connection that somebody closed. */
        IOException explained(IOException e) {
            if (!stalled) {
                return e;
            }
            var why = new SocketTimeoutException("no byte was taken for " + limit.toSeconds() + " s");
            why.addSuppressed(e); // that the connection was closed is no cause
            return why;
        }

        @Override
        public InputStream newStream() {
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

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
