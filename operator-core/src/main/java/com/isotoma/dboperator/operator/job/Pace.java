package com.isotoma.dboperator.operator.job;

import java.time.Duration;

/**
 * When a resource is looked at again if no event comes first. Looking costs no request; these are only for what no
 * event announces, such as time that has passed.
 */
public final class Pace {
    /** The caches are still being filled. */
    public static final Duration STARTING = Duration.ofMillis(300);

    /** What is named may be there in a moment. */
    public static final Duration ARRIVING = Duration.ofSeconds(1);

    /** A Job has not ended: see whether its pods are stuck. */
    public static final Duration JOB = Duration.ofSeconds(30);

    /** Somebody has to change something that is not watched: a quota, a namespace. */
    public static final Duration BLOCKED = Duration.ofSeconds(15);

    /** Other resources of the kind decide, too, and their events are not ours. */
    public static final Duration NEIGHBOURS = Duration.ofMinutes(1);

    /** Nothing is due. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    private Pace() {}
}
