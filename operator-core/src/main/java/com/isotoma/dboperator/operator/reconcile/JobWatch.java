package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.operator.events.JobTrouble;
import com.isotoma.dboperator.operator.jobs.JobMarks;
import com.isotoma.dboperator.operator.metrics.JobCounters;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.util.List;

/** Looks at the Jobs of a resource, tells its owner of their trouble, and counts those that failed. */
final class JobWatch {
    private final ClusterView view;
    private final JobTrouble trouble;
    private final JobCounters counters;

    @Inject
    JobWatch(ClusterView view, JobTrouble trouble, JobCounters counters) {
        this.view = view;
        this.trouble = trouble;
        this.counters = counters;
    }

    /** @param reconciled the resource that all these Jobs work for, if they do not work for a Backup or Restore of it */
    void inspect(HasMetadata reconciled, List<Job> jobs) {
        for (var job : jobs) {
            var operation = JobMarks.word(job).orElse("unknown");
            if (trouble.tell(() -> subject(reconciled, job), operation, job)) {
                counters.failed(operation);
            }
        }
    }

    private HasMetadata subject(HasMetadata reconciled, Job job) {
        return Subjects.of(
                view,
                reconciled,
                JobMarks.backup(job).orElse(null),
                JobMarks.restore(job).orElse(null));
    }
}
