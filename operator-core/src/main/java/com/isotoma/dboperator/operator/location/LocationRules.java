package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.operator.objects.Names;
import java.time.Duration;
import java.time.Instant;

/**
 * When a StorageLocation is tried out: each generation at once, then at its interval, and every minute while it is not
 * usable, or that has changed with another location, so that what was put right is seen soon.
 */
final class LocationRules {
    /** What the Job does, and its name says. */
    static final String WORD = "check-location";

    /** As long as a failed Job of any other kind waits. */
    private static final Duration UNUSABLE = Duration.ofMinutes(1);

    private LocationRules() {}

    /** How long until it is due; zero or less when it is. */
    static Duration wait(LocationFacts location, Instant now) {
        var checked = location.checked();
        var observed = location.observed();
        if (checked == null || observed == null || observed != location.generation()) {
            return Duration.ZERO;
        }
        boolean soon = (!location.ready() || !location.settled()) && UNUSABLE.compareTo(location.interval()) < 0;
        var interval = soon ? UNUSABLE : location.interval();
        // A clock that was far ahead once must not keep it from being tried out for years.
        return checked.isAfter(now.plus(location.interval()))
                ? Duration.ZERO
                : Duration.between(now, checked.plus(interval));
    }

    /**
     * The name of the Job: another one for each generation, and for each time after one that came to an end, and the same
     * whoever decides.
     */
    static String job(LocationFacts location) {
        return Names.job(
                location.name(),
                WORD,
                location.uid(),
                Long.toString(location.generation()),
                String.valueOf(location.checked()));
    }
}
