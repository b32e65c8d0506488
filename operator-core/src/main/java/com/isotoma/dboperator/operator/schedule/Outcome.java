package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a schedule.
 *
 * @param accepted whether its spec makes sense
 * @param ready whether backups will be made
 * @param cronJob its CronJob, as the API server has it; null where there is none
 * @param next when it will next fire; null where it will not
 */
record Outcome(
        Verdict accepted,
        Verdict ready,
        @Nullable CronJob cronJob,
        @Nullable Instant next) {
    /** Resources that come in any order, as they do from one folder, wait for each other; nobody has to act. */
    private static final Set<String> WAITING = Set.of(
            ScheduleReasons.DATABASE_NOT_FOUND, ScheduleReasons.DATABASE_DELETING, ScheduleReasons.DRIVER_NOT_FOUND);

    private static final Verdict ACCEPTED =
            Verdict.yes(ScheduleReasons.ACCEPTED, "The schedule and the time zone make sense");

    /** What is asked for makes no sense. */
    static Outcome refused(Verdict why) {
        return new Outcome(why, why, null, null);
    }

    /** It makes sense, and something is in the way. */
    static Outcome blocked(Verdict why, @Nullable CronJob cronJob) {
        return new Outcome(ACCEPTED, why, cronJob, null);
    }

    /** Whether it goes on by itself once another resource is there. */
    boolean waits() {
        return !ready.holds() && WAITING.contains(ready.reason());
    }

    static Outcome settled(Verdict ready, CronJob cronJob, @Nullable Instant next) {
        return new Outcome(ACCEPTED, ready, cronJob, next);
    }
}
