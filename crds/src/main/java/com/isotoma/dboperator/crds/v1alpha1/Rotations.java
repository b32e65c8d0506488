package com.isotoma.dboperator.crds.v1alpha1;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When something of a rotation is due: what the operator starts a run for, and what that run does. Pure. */
public final class Rotations {
    private Rotations() {}

    /** What a run has to do. */
    public enum Due {
        /** To end the password of before. */
        END,
        /** To begin a rotation, or to go on with one that was cut off. */
        BEGIN,
        NOTHING
    }

    /** What is due now. */
    public static Due due(RotationStatus rotation, @Nullable String word, Instant now) {
        if (!wait(rotation, word, now).filter(w -> !w.isPositive()).isPresent()) {
            return Due.NOTHING;
        }
        return rotation.begun() == null && rotation.retireAt() != null ? Due.END : Due.BEGIN;
    }

    /**
     * How long until something is due, zero or less when it is; empty where nothing will be by itself. One rotation begins
     * when the overlap of the one before has ended.
     *
     * @param word the value of the annotation that asks for a rotation
     */
    public static Optional<Duration> wait(RotationStatus rotation, @Nullable String word, Instant now) {
        if (rotation.begun() != null) {
            return Optional.of(Duration.ZERO);
        }
        if (rotation.retireAt() != null) {
            return Optional.of(until(rotation.retireAt(), now));
        }
        if (isNew(word, rotation.served())) {
            return Optional.of(Duration.ZERO);
        }
        return Optional.ofNullable(rotation.next()).map(next -> until(next, now));
    }

    /** As Kubernetes writes times. */
    public static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static boolean isNew(@Nullable String word, @Nullable String served) {
        return word != null && !word.isBlank() && !word.equals(served);
    }

    /** How long until {@code time}; zero for a text that is no time, so that the step is due at once. */
    static Duration until(String time, Instant now) {
        try {
            return Duration.between(now, Instant.parse(time));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
