package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.time.Duration;
import java.util.List;

/** What all Jobs that run a driver's image have in common: one pod at a time, tried again as its end says. */
public final class DriverJobSpecs {
    /** The exit code of a run that has written the user's mistake into the conditions. */
    static final int USERS_MISTAKE = 3;

    /** Exit codes after which trying again at once cannot help; 2 says that the container was started wrongly. */
    private static final List<Integer> HOPELESS = List.of(2, USERS_MISTAKE);

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
                .withPodFailurePolicy(failurePolicy(plan.container()))
                .withTemplate(DriverPods.template(plan))
                .build();
    }

    /** An eviction does not count as a try; a hopeless exit code ends the Job. */
    private static PodFailurePolicy failurePolicy(String container) {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(container)
                .withOperator("In")
                .withValues(HOPELESS)
                .endOnExitCodes()
                .endRule()
                .build();
    }
}
