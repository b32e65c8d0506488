package com.isotoma.dboperator.driver.storage;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds requests whose body nobody takes any more. Java has no time-out for writing to a connection, and the one for a whole
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

    Duration limit() {
        return limit;
    }

    /**
     * Looks at a body until the result is cancelled.
     *
     * @param stalled called when it has stalled, perhaps several times, by another thread, which it must not hold up
     */
    ScheduledFuture<?> over(WatchedBody body, Runnable stalled) {
        return clock.scheduleWithFixedDelay(
                () -> {
                    if (body.untouched().compareTo(limit) > 0) {
                        stalled.run();
                    }
                },
                limit.toNanos(),
                limit.toNanos() / 4,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
