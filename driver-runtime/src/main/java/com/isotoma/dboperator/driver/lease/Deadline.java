package com.isotoma.dboperator.driver.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment that has passed when one of two clocks says so. The monotonic one cannot be set back; the wall clock goes on
 * where a virtual machine was suspended.
 */
record Deadline(long nanos, Instant wall) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), Instant.now().plus(time));
    }

    boolean passed() {
        return !left().isPositive();
    }

    /** Zero or less when it has passed. */
    Duration left() {
        var monotonic = Duration.ofNanos(nanos - System.nanoTime());
        var byWall = Duration.between(Instant.now(), wall);
        return monotonic.compareTo(byWall) < 0 ? monotonic : byWall;
    }
}
