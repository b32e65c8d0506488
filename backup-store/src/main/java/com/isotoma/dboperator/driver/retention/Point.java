package com.isotoma.dboperator.driver.retention;

import java.time.Instant;
import java.util.Comparator;

/**
 * A completed backup whose data is there.
 *
 * @param name unlike every other's
 * @param at when it was due
 */
public record Point(String name, Instant at) {
    /** Oldest first; the name decides between those of one moment, so that everybody sees the same one first. */
    static final Comparator<Point> OLDEST_FIRST =
            Comparator.comparing(Point::at).thenComparing(Point::name);
}
