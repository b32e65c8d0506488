package com.isotoma.dboperator.operator.reconcile;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.jobs.JobMarks;
import com.isotoma.dboperator.operator.jobs.JobProgress;
import com.isotoma.dboperator.operator.jobs.StuckJobs;
import com.isotoma.dboperator.operator.metrics.JobCounters;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells the owner of a resource about Jobs that failed, and about Jobs whose pods do not start. */
final class JobWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final long REMEMBERED = 100_000;

    private final ClusterView view;
    private final Reporter reporter;
    private final JobCounters counters;
    private final StuckJobs stuckJobs;
    private final Clock clock;
    private final Cache<String, Boolean> failures = cache(MEMORY);
    private final Cache<String, Boolean> lookedInto = cache(Duration.ofMinutes(5));

    @Inject
    JobWatch(ClusterView view, Reporter reporter, JobCounters counters, StuckJobs stuckJobs, Clock clock) {
        this.view = view;
        this.reporter = reporter;
        this.counters = counters;
        this.stuckJobs = stuckJobs;
        this.clock = clock;
    }

    /** @param reconciled the resource that all these Jobs work for, if they do not work for a Backup or Restore of it */
    void inspect(HasMetadata reconciled, List<Job> jobs) {
        for (var job : jobs) {
            JobProgress.failure(job).ifPresent(condition -> failed(reconciled, job, condition));
            if (late(job) && first(lookedInto, job)) {
                stuckJobs
                        .explain(job)
                        .ifPresent(why -> reporter.report(Report.warning(
                                subject(reconciled, job),
                                OperatorEvents.JOB_STUCK,
                                job.getMetadata().getUid(),
                                "Job " + job.getMetadata().getName() + " cannot start its pod: " + why)));
            }
        }
    }

    private void failed(HasMetadata reconciled, Job job, JobCondition condition) {
        if (!first(failures, job)) {
            return;
        }
        var operation = JobMarks.word(job).orElse("unknown");
        counters.failed(operation);
        if (JobProgress.saidWhy(condition)) {
            // The run has written the reason into the conditions, and an Event.
            return;
        }
        var name = job.getMetadata().getName();
        reporter.report(Report.warning(
                subject(reconciled, job),
                OperatorEvents.JOB_FAILED,
                name,
                operation + " Job " + name + " failed: " + condition.getMessage()
                        + ". The conditions of this resource may say why, and so may kubectl logs job/" + name
                        + ". The next Job starts when Kubernetes has removed this one"));
    }

    private boolean late(Job job) {
        return !JobProgress.finished(job)
                && !JobProgress.running(job)
                && Instant.parse(job.getMetadata().getCreationTimestamp())
                        .plus(PATIENCE)
                        .isBefore(clock.instant());
    }

    private HasMetadata subject(HasMetadata reconciled, Job job) {
        return Subjects.of(
                view,
                reconciled,
                JobMarks.backup(job).orElse(null),
                JobMarks.restore(job).orElse(null));
    }

    private static boolean first(Cache<String, Boolean> seen, Job job) {
        return seen.asMap().putIfAbsent(job.getMetadata().getUid(), Boolean.TRUE) == null;
    }

    private static Cache<String, Boolean> cache(Duration memory) {
        return CacheBuilder.newBuilder()
                .expireAfterWrite(memory)
                .maximumSize(REMEMBERED)
                .build();
    }
}
