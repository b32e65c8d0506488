package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DriftStatus;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When a Database is compared with what it should be: once in each interval, at a moment that follows from its uid, so that
 * those of one server are spread over it. One that was never compared waits for such a moment, so that an upgrade starts no
 * run for all of them at once.
 */
final class DriftRules {
    /** For how long one that was never compared may be late; then it waits for its next moment. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private DriftRules() {}

    /** The Job that is due now, if any. */
    static Optional<CreateJob> due(DatabaseFacts database, Duration interval, Instant now) {
        if (!settled(database)) {
            return Optional.empty();
        }
        var moment = moment(database, interval, now);
        var last = last(database).filter(time -> !time.isAfter(now.plus(interval)));
        boolean due = last.map(time -> time.isBefore(moment)).orElseGet(() -> now.isBefore(moment.plus(LATE)));
        return due
                ? Optional.of(CreateJob.of(
                        Operation.CREATE,
                        database.subject(),
                        database.uid(),
                        Long.toString(database.generation()),
                        "compare",
                        moment.toString()))
                : Optional.empty();
    }

    /** How long until its next moment. */
    static Duration wait(DatabaseFacts database, Duration interval, Instant now) {
        return Duration.between(now, moment(database, interval, now).plus(interval));
    }

    /** Nothing is to be made or changed, and nothing else is at work on it. */
    static boolean settled(DatabaseFacts database) {
        var status = database.status();
        return !database.deleting()
                && status.phase() == DatabasePhase.CREATED
                && status.activeRestore() == null
                && database.upToDate()
                && database.marked();
    }

    /** The last one that has come. */
    private static Instant moment(DatabaseFacts database, Duration interval, Instant now) {
        long length = interval.toSeconds();
        long offset = Math.floorMod((long) database.uid().hashCode(), length);
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond() - offset, length) * length + offset);
    }

    private static Optional<Instant> last(DatabaseFacts database) {
        return Times.parse(Objects.requireNonNullElse(database.status().drift(), DriftStatus.NONE)
                .lastCheckTime());
    }
}
