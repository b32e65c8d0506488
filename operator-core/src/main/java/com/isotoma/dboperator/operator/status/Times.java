package com.isotoma.dboperator.operator.status;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as a status has them. */
public final class Times {
    private Times() {}

    /** Empty also for what was written by hand and is no time. */
    public static Optional<Instant> parse(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
