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
     * How often it was due after one moment and not after another, with the part of the jitter that it begins later by.
     *
     * @return at most {@link #MOST}; empty while it is suspended, and for a schedule that makes no sense
     */
    static OptionalInt between(BackupSchedule schedule, Instant after, Instant until) {
        if (schedule.getSpec().suspended()) {
            return OptionalInt.empty();
        }
        try {
            var later = ScheduleCronJobs.offset(schedule).total();
            var times = CronTimes.of(
                    schedule.getSpec().schedule(), schedule.getSpec().effectiveTimeZone(), until);
            int count = 0;
            var due = times.next(after.minus(later));
            while (count < MOST && due.isPresent() && !due.get().plus(later).isAfter(until)) {
                count++;
                due = times.next(due.get());
            }
            return OptionalInt.of(count);
        } catch (WrongSchedule e) {
            return OptionalInt.empty(); // its condition Accepted says so
        }
    }
}
