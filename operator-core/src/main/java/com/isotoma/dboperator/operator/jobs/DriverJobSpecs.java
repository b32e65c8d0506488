package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import java.time.Duration;

/** What all Jobs that run a driver's image have in common: one pod at a time, tried again as its end says. */
public final class DriverJobSpecs {
    private DriverJobSpecs() {}

    /**
     * The same arguments give the same spec.
     *
     * @param deadline how long it may take, all its tries together
     * @param timeToLive how long it stays when it has ended
     */
    public static JobSpec of(PodPlan plan, int backoffLimit, Duration deadline, Duration timeToLive) {
        return new JobSpecBuilder()
                .withParallelism(1)
                .withCompletions(1)
                .withBackoffLimit(backoffLimit)
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withTtlSecondsAfterFinished(Math.toIntExact(timeToLive.toSeconds()))
                .withPodFailurePolicy(FailurePolicies.of(plan.container()))
                .withTemplate(DriverPods.template(plan))
                .build();
    }
}
