package com.isotoma.dboperator.demo.operator.objects;

import java.time.Duration;

/** When a resource is looked at again if no event comes first. */
public final class Pace {
    /** Something is in the way that is not watched: an object of somebody else, a quota. */
    public static final Duration BLOCKED = Duration.ofSeconds(15);

    /** Nothing is due. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    private Pace() {}
}
