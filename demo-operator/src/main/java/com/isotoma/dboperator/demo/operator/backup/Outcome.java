package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.status.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trigger.
 *
 * @param verdict what its condition says
 * @param mark what the status keeps of it: the request that was served, or the name of the CronJob
 * @param next when to look again, if no event comes first
 */
record Outcome(Verdict verdict, @Nullable String mark, Duration next) {
    static Outcome settled(Verdict verdict, @Nullable String mark) {
        return new Outcome(verdict, mark, Pace.QUIET);
    }

    static Outcome blocked(Verdict verdict, @Nullable String mark) {
        return new Outcome(verdict, mark, Pace.BLOCKED);
    }
}
