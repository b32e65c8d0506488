package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.operator.objects.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the places that a BackupSchedule names itself are tried out: those of each generation at once, again after a Backup
 * that has failed, and every five minutes while backups are impossible, since a Secret or a bucket that was put right is not
 * seen otherwise.
 */
final class PlacesRules {
    /** What the Job does, and its name says. */
    static final String WORD = "check-places";

    private static final Duration AGAIN = Duration.ofMinutes(5);

    private PlacesRules() {}

    /** How long until it is due; zero or less when it is, and empty while nothing makes it due but an event. */
    static Optional<Duration> wait(PlacesFacts places, Instant now) {
        var checked = places.checked();
        var observed = places.observed();
        if (checked == null || observed == null || observed != places.generation()) {
            return Optional.of(Duration.ZERO);
        }
        var failed = places.failed();
        if (failed != null && checked.isBefore(failed)) {
            return Optional.of(Duration.ZERO);
        }
        if (!places.failing()) {
            return Optional.empty();
        }
        // A clock that was ahead once must not keep them from being tried out for long.
        return Optional.of(
                checked.isAfter(now.plus(AGAIN)) ? Duration.ZERO : Duration.between(now, checked.plus(AGAIN)));
    }

    /** The name of the Job: another one for each generation and each time after one that came to an end. */
    static String job(PlacesFacts places) {
        return Names.job(
                places.name(),
                WORD,
                places.uid(),
                Long.toString(places.generation()),
                String.valueOf(places.checked()));
    }
}
