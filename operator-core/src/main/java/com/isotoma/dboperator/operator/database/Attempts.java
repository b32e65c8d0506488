package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.FailedAttempt;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.JobSettings;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a Database is tried again at which a shared run has failed: after the time that a failed Job would stay, and a little
 * later each time. Another spec is tried at once.
 */
final class Attempts {
    /** How many times as long the longest pause is as the first one. */
    private static final int MOST = 5;

    private final JobSettings settings;
    private final Clock clock;

    @Inject
    Attempts(JobSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The failure that is not to be repeated yet, as if a Job had failed with it. */
    Stream<JobFacts> failed(DatabaseStatus status) {
        return next(status).stream()
                .map(pause -> JobFacts.failed(Objects.requireNonNull(
                        Objects.requireNonNull(status.failedAttempt()).job())));
    }

    /** How long it is not repeated yet; empty when there is none, or its time has come. */
    Optional<Duration> next(DatabaseStatus status) {
        var failed = status.failedAttempt();
        if (failed == null || failed.job() == null || failed.at() == null) {
            return Optional.empty();
        }
        return time(failed.at())
                .map(at -> Duration.between(clock.instant(), at.plus(pause(failed))))
                .filter(Duration::isPositive);
    }

    private Duration pause(FailedAttempt failed) {
        var count = Objects.requireNonNullElse(failed.count(), 1);
        return settings.timeToLive().multipliedBy(Math.clamp(count, 1, MOST));
    }

    /** Empty for what a person may have written there. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
