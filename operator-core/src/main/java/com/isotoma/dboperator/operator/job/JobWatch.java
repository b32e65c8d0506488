package com.isotoma.dboperator.operator.job;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells the owner of a resource about its Jobs that failed, or whose pod does not start, and counts those that failed. Safe
 * for use by several threads.
 */
public final class JobWatch {
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final long REMEMBERED = 100_000;

    private final ClusterView view;
    private final SubjectKinds kinds;
    private final Reporter reporter;
    private final PodDiagnosis diagnosis;
    private final StuckJobs stuck;
    private final JobCounters counters;
    private final Clock clock;
    private final Cache<String, Boolean> failures = cache(MEMORY);
    private final Cache<String, Boolean> lookedInto = cache(Duration.ofMinutes(5));

    @Inject
    public JobWatch(
            ClusterView view,
            SubjectKinds kinds,
            Reporter reporter,
            PodDiagnosis diagnosis,
            StuckJobs stuck,
            JobCounters counters,
            Clock clock) {
        this.view = view;
        this.kinds = kinds;
        this.reporter = reporter;
        this.diagnosis = diagnosis;
        this.stuck = stuck;
        this.counters = counters;
        this.clock = clock;
    }

    /** @param reconciled the resource that all these Jobs work for, if they do not work on another one for it */
    public void inspect(HasMetadata reconciled, List<Job> jobs) {
        for (var job : jobs) {
            var operation = JobMarks.word(job).orElse("unknown");
            if (tell(() -> subject(reconciled, job), operation, job)) {
                counters.failed(operation);
            }
        }
    }

    private HasMetadata subject(HasMetadata reconciled, Job job) {
        return kinds.of(job)
                .flatMap(subject -> kinds.find(view, reconciled.getMetadata().getNamespace(), subject))
                .orElse(reconciled);
    }

    /**
     * Looks at a Job; asks the API server about one that is late, once in a while.
     *
     * @param subject the resource that it is told on; asked for when there is something to tell
     * @param operation the word for what the Job does
     * @return whether it has failed, and that was not known before
     */
    public boolean tell(Supplier<? extends HasMetadata> subject, String operation, Job job) {
        if (JobProgress.late(job, clock.instant()) && first(lookedInto, job)) {
            diagnosis
                    .explain(job)
                    .ifPresent(why -> reporter.report(Report.warning(
                            subject.get(),
                            OperatorEvents.JOB_STUCK,
                            job.getMetadata().getUid(),
                            "Job " + job.getMetadata().getName() + " cannot start its pod: " + why)));
        }
        stuck.end(job);
        var failure = JobProgress.failure(job).filter(condition -> first(failures, job));
        // Of the user's mistake the run has written the reason into the conditions, and an Event.
        failure.filter(condition -> !JobProgress.saidWhy(condition))
                .ifPresent(condition -> tellFailure(subject.get(), operation, job, condition));
        return failure.isPresent();
    }

    private void tellFailure(HasMetadata subject, String operation, Job job, JobCondition condition) {
        var name = job.getMetadata().getName();
        reporter.report(Report.warning(
                subject,
                OperatorEvents.JOB_FAILED,
                name,
                operation + " Job " + name + " failed: "
                        + (StuckJobs.ended(job) ? "its pod did not start in time" : condition.getMessage())
                        + ". The conditions of this resource may say why, and so may kubectl logs job/" + name
                        + ". The next Job starts when Kubernetes has removed this one"));
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
