package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the conditions that machines read in step: whatever is said of a resource, it is in progress, has failed, or is as
 * it should be.
 *
 * @param generation of the spec that the conditions are about
 */
record Health(@Nullable Long generation, Clock clock) {
    /** It goes on by itself. */
    List<Condition> inProgress(@Nullable List<Condition> conditions, String reason, String message) {
        var unready = with(conditions, StatusConditions.READY, "False", reason, message);
        var running = with(unready, StatusConditions.RECONCILING, "True", reason, message);
        return Conditions.without(running, StatusConditions.STALLED);
    }

    /** It has ended badly, or a person has to change something. */
    List<Condition> failed(@Nullable List<Condition> conditions, String reason, String message) {
        var unready = with(conditions, StatusConditions.READY, "False", reason, message);
        var stalled = with(unready, StatusConditions.STALLED, "True", reason, message);
        return Conditions.without(stalled, StatusConditions.RECONCILING);
    }

    /** It is as it was asked for. */
    List<Condition> ready(@Nullable List<Condition> conditions, String reason, String message) {
        var ready = with(conditions, StatusConditions.READY, "True", reason, message);
        return Conditions.without(Conditions.without(ready, StatusConditions.RECONCILING), StatusConditions.STALLED);
    }

    private List<Condition> with(
            @Nullable List<Condition> conditions, String type, String status, String reason, String message) {
        return Conditions.with(conditions, type, status, reason, message, generation, clock);
    }
}
