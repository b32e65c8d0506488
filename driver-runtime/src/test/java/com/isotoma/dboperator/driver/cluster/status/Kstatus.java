package com.isotoma.dboperator.driver.cluster.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What kstatus computes for a custom resource: its rules for conditions and observedGeneration, in their order (cli-utils,
 * {@code pkg/kstatus/status}, "genericStatus").
 */
enum Kstatus {
    IN_PROGRESS,
    FAILED,
    CURRENT;

    static Kstatus of(long generation, @Nullable Long observed, @Nullable List<Condition> conditions) {
        if (observed != null && observed != generation) {
            return IN_PROGRESS;
        }
        if (status(conditions, "Reconciling").equals("True")) {
            return IN_PROGRESS;
        }
        if (status(conditions, "Stalled").equals("True")) {
            return FAILED;
        }
        var ready = status(conditions, "Ready");
        return ready.isEmpty() || ready.equals("True") ? CURRENT : IN_PROGRESS;
    }

    private static String status(@Nullable List<Condition> conditions, String type) {
        return Optional.ofNullable(conditions).orElse(List.of()).stream()
                .filter(c -> c.getType().equals(type))
                .map(Condition::getStatus)
                .findFirst()
                .orElse("");
    }
}
