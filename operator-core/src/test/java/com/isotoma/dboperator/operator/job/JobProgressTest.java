package com.isotoma.dboperator.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import org.junit.jupiter.api.Test;

class JobProgressTest {
    private static final String MESSAGE =
            "Container driver for pod demo/orders-create-1-x failed with exit code %d matching FailJob rule at index 1";

    @Test
    void aRunThatEndedByTheUsersMistakeHasSaidWhy() {
        assertThat(saidWhy("PodFailurePolicy", MESSAGE.formatted(3))).isTrue();
    }

    @Test
    void anyOtherFailureIsTheOperatorsToTell() {
        assertThat(saidWhy("PodFailurePolicy", MESSAGE.formatted(2))).isFalse();
        assertThat(saidWhy("PodFailurePolicy", MESSAGE.formatted(33))).isFalse();
        assertThat(saidWhy("BackoffLimitExceeded", "Job has reached the specified backoff limit"))
                .isFalse();
        assertThat(saidWhy("DeadlineExceeded", "")).isFalse();
    }

    private static boolean saidWhy(String reason, String message) {
        return JobProgress.saidWhy(new JobConditionBuilder()
                .withReason(reason)
                .withMessage(message)
                .build());
    }
}
