package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import java.time.Instant;
import java.util.OptionalInt;

/** How often a schedule was due: what "twice in a row" means for a schedule that has no fixed interval. */
final class DueTimes {
    /** No more are counted, however long ago the beginning is. */
    static final int MOST = 10;

    private DueTimes() {}

    /**
     * How often it was due after one moment and not after another, without its jitter.
     *
     * @return at most {@link #MOST}; empty while it is suspended, and for a schedule that makes no sense
     */
    static OptionalInt between(BackupSchedule schedule, Instant after, Instant until) {
        if (schedule.getSpec().suspended()) {
            return OptionalInt.empty();
        }
        try {
            var times = CronTimes.of(
                    schedule.getSpec().schedule(), schedule.getSpec().effectiveTimeZone(), until);
            int count = 0;
            var due = times.next(after);
            while (count < MOST && due.isPresent() && !due.get().isAfter(until)) {
                count++;
                due = times.next(due.get());
            }
            return OptionalInt.of(count);
        } catch (WrongSchedule e) {
            return OptionalInt.empty(); // its condition Accepted says so
        }
    }
}
