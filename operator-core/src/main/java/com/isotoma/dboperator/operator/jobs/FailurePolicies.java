package com.isotoma.dboperator.operator.jobs;

import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.List;

/** Which failures of a driver's pod are worth another try. */
public final class FailurePolicies {
    /** The exit code of a run that has written the user's mistake into the conditions. */
    static final int USERS_MISTAKE = 3;

    /** Exit codes after which trying again at once cannot help; 2 says that the container was started wrongly. */
    private static final List<Integer> HOPELESS = List.of(2, USERS_MISTAKE);

    private FailurePolicies() {}

    /** An eviction does not count as a try; a hopeless exit code ends the Job. */
    public static PodFailurePolicy of(String container) {
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
