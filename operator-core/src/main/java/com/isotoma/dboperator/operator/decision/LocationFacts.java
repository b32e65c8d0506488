package com.isotoma.dboperator.operator.decision;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a StorageLocation.
 *
 * @param interval how often it is to be tried out
 * @param observed the generation that was last tried out, if any was
 * @param checked when that was; null if it was not, or the time cannot be read
 * @param ready whether it was found usable then
 * @param settled whether it shares folders with an older location now if it did then
 */
public record LocationFacts(
        String name,
        String uid,
        long generation,
        Duration interval,
        @Nullable Long observed,
        @Nullable Instant checked,
        boolean ready,
        boolean settled) {}
