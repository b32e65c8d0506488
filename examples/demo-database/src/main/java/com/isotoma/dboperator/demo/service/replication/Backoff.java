package com.isotoma.dboperator.demo.service.replication;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between attempts: each time up to twice as long, at random so that members do not march in step. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private long next = FIRST.toMillis();

    /** The next pause: between half and the whole of what is its turn. */
    Duration next() {
        long most = next;
        next = Math.min(2 * next, LONGEST.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** After a success. */
    void reset() {
        next = FIRST.toMillis();
    }
}
