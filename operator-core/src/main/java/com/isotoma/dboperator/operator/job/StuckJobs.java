package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends Jobs whose pod does not start: a quota, a node selector or an image may keep it from starting for as long as the Job's
 * deadline, and everything else that its Database is due would wait. An ended one has failed, and is tried again as others are.
 */
public final class StuckJobs {
    private static final Logger log = LoggerFactory.getLogger(StuckJobs.class);

    /** The shortest that a Job can be given, and no other is given so little. */
    private static final long ENDED = 1;

    private final KubernetesClient client;
    private final JobSettings settings;
    private final Clock clock;

    @Inject
    public StuckJobs(KubernetesClient client, JobSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends a Job that has had its time to start. Where the API server does not answer, the next look does it. */
    void end(Job job) {
        end(job, settings.startDeadline());
    }

    /** The same for one that stands in the way of a deletion. */
    public void endForDeletion(Job job) {
        end(job, JobProgress.STARTING);
    }

    private void end(Job job, Duration patience) {
        if (!stuck(job, patience) || ended(job)) {
            return;
        }
        try {
            client.resource(job)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"activeDeadlineSeconds\":" + ENDED + "}}");
            log.info(
                    "Job {} is ended: its pod has not started",
                    job.getMetadata().getName());
        } catch (KubernetesClientException e) {
            log.warn(
                    "Job {}, whose pod does not start, cannot be ended, which is tried again: {}",
                    job.getMetadata().getName(),
                    e.getMessage());
        }
    }

    /** Whether it was ended because its pod did not start. */
    static boolean ended(Job job) {
        return job.getSpec() != null && Long.valueOf(ENDED).equals(job.getSpec().getActiveDeadlineSeconds());
    }

    private boolean stuck(Job job, Duration patience) {
        return !JobProgress.finished(job)
                && !JobProgress.started(job)
                && JobProgress.age(job, clock.instant()).compareTo(patience) > 0;
    }
}
