package com.isotoma.dboperator.driver.lease;

import java.time.Duration;

/**
 * The times by which holders and those who wait keep apart.
 *
 * @param duration how long others respect a lease after they have seen it renewed
 * @param trusted how long its holder trusts it, counted from before the call that renewed it; so much shorter than the
 *     duration that clocks may differ in speed, and work that is interrupted has come to its end
 * @param renewal pause between two renewals
 * @param retry pause after a renewal that failed, also between two looks at somebody else's lease
 * @param call time-out of a renewal
 */
record Terms(Duration duration, Duration trusted, Duration renewal, Duration retry, Duration call) {
    static final Terms DEFAULT = ofSeconds(15);

    /** In proportion to the duration. */
    static Terms ofSeconds(int seconds) {
        var duration = Duration.ofSeconds(seconds);
        return new Terms(
                duration,
                duration.multipliedBy(2).dividedBy(3),
                duration.dividedBy(3),
                duration.dividedBy(30),
                duration.dividedBy(5));
    }

    /** How long a run waits for somebody else's lease: whoever does not renew it loses it in that time. */
    Duration patience() {
        return duration.plus(renewal);
    }
}
