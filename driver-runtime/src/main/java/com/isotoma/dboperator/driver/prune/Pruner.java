package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * Applies the retention of a schedule, and says in its status what came of it. Idempotent; it may be cut off anywhere, and
 * two may be at work at once.
 */
public final class Pruner {
    private final Schedules schedules;
    private final StoredBackups.Opener stores;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    public Pruner(Schedules schedules, StoredBackups.Opener stores, EventRecorder events, Steps steps, Clock clock) {
        this.schedules = schedules;
        this.stores = stores;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * What cannot be done here, since another namespace has the credentials, is left to the run of the next backup. What the
     * store refuses stands in the schedule's condition Pruned, and is tried again the next time.
     *
     * @param database the one that the schedule names
     */
    public void prune(ScheduleHandle schedule, DatabaseHandle database) throws InterruptedException {
        try {
            var outcome = new Pruning(
                            schedules, schedule, Source.of(database), () -> stores.open(database), steps, clock)
                    .run();
            outcome.ifPresent(o -> {
                tell(schedule, database, o);
                schedule.pruned(o.reason(), o.message(), o.status());
                steps.reached(PruneCheckpoints.APPLIED, "Retention: " + o.message());
            });
        } catch (DriverException e) {
            schedule.notPruned(
                    e.reason(),
                    "Retention is held up, and completed backups are kept until it is not: " + e.getMessage());
            steps.reached(PruneCheckpoints.HELD_UP, "Retention is held up: " + e.getMessage());
        }
    }

    /** Events of what went, and of what newly stays although it is beyond the retention. */
    private void tell(ScheduleHandle schedule, DatabaseHandle database, PruneOutcome outcome) {
        var removed = Objects.requireNonNullElse(outcome.status().removed(), List.<String>of());
        if (!removed.isEmpty()) {
            var names = String.join(", ", removed);
            events.normal(schedule, DriverEvents.BACKUPS_REMOVED, "Removed by the retention: " + names);
            events.normal(
                    database,
                    DriverEvents.BACKUPS_REMOVED,
                    "The retention of BackupSchedule " + schedule.name() + " removed these Backups: " + names);
        }
        var before = schedule.keptBeyond();
        outcome.keptBeyond().stream()
                .filter(kept -> !before.contains(kept.name()))
                .forEach(kept -> events.warning(schedule, DriverEvents.LAST_FULL_BACKUP_KEPT, kept.why()));
    }
}
