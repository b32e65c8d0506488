package com.isotoma.dboperator.driver.storage;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** Lets so many bytes pass in a second, at an even pace. What was not used in a pause is lost. Used by one thread. */
final class Throttle {
    private static final int PIECES_PER_SECOND = 10;

    private final long bytesPerSecond;
    /** When what has passed is paid for, by the monotonic clock. */
    private long due = System.nanoTime();

    Throttle(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** How many bytes may pass at once. */
    int atOnce() {
        return Math.clamp(bytesPerSecond / PIECES_PER_SECOND, 1, Integer.MAX_VALUE);
    }

    /** Waits until the next bytes, {@link #atOnce()} at most, may pass. */
    void pass(int bytes) throws InterruptedIOException {
        long wait = due - System.nanoTime();
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the dump was slowed down");
        }
        long cost = (long) (1e9 * bytes / bytesPerSecond);
        due = (wait > 0 ? due : System.nanoTime()) + cost;
    }
}
