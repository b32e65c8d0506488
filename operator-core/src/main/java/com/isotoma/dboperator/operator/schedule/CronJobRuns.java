package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.time.Instant;
import java.util.Optional;

/** What a CronJob's status tells of its runs. */
final class CronJobRuns {
    private CronJobRuns() {}

    /** That the last run did not end well; empty if it did, or has not ended, or there was none. */
    static Optional<Verdict> failed(CronJob cronJob) {
        var status = cronJob.getStatus();
        if (status == null || status.getLastScheduleTime() == null) {
            return Optional.empty();
        }
        boolean atWork = status.getActive() != null && !status.getActive().isEmpty();
        var begun = Instant.parse(status.getLastScheduleTime());
        var well = status.getLastSuccessfulTime();
        boolean endedWell = well != null && !Instant.parse(well).isBefore(begun);
        return atWork || endedWell ? Optional.empty() : Optional.of(verdict(cronJob, begun));
    }

    private static Verdict verdict(CronJob cronJob, Instant begun) {
        var meta = cronJob.getMetadata();
        return Verdict.no(
                ScheduleReasons.RUN_FAILED,
                "the run of " + begun + " did not end well, so its backup may not have been asked for: see kubectl -n "
                        + meta.getNamespace() + " describe jobs -l db.isotoma.com/schedule=" + meta.getName());
    }
}
