package com.isotoma.dboperator.testkit;

import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An application that writes one row after another while something else is done. */
final class BackgroundWriter implements AutoCloseable {
    /** A dump may lock writers out for a moment; then nobody waits for them. */
    private static final long LONGEST_WAIT_MILLIS = 300;

    @FunctionalInterface
    interface Writing {
        /** Writes row number {@code n}. */
        void row(int n) throws Exception;
    }

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Semaphore written = new Semaphore(0);
    private final FutureTask<Void> task;

    BackgroundWriter(Writing writing) {
        this.task = new FutureTask<>(() -> {
            for (int n = 0; !stopped.get(); n++) {
                writing.row(n);
                written.release();
            }
            return null;
        });
        Thread.ofVirtual().name("writing application").start(task);
    }

    /** Waits until one more row is written, unless that takes long. */
    void awaitAnother() {
        written.drainPermits();
        try {
            // Two, since the first may have been on its way before this was called.
            boolean unused = written.tryAcquire(2, LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it end, and throws what went wrong with its writing. */
    void stop() throws Exception {
        stopped.set(true);
        task.get();
    }

    @Override
    public void close() {
        stopped.set(true);
    }
}
