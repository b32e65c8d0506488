package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.contract.ShownText;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Edits lists of metav1.Condition by its rules: one entry a type, a transition time that moves with the status alone. */
public final class Conditions {
    private Conditions() {}

    /** The list with this condition in the place of the one of its type. */
    public static List<Condition> with(
            @Nullable List<Condition> conditions,
            String type,
            String status,
            String reason,
            String message,
            @Nullable Long generation,
            Clock clock) {
        var previous = find(conditions, type);
        var since = previous.filter(c -> status.equals(c.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now(clock));
        var next = new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(shortened(message))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
        var result = new ArrayList<Condition>();
        if (conditions != null) {
            conditions.stream().filter(c -> !type.equals(c.getType())).forEach(result::add);
        }
        result.add(next);
        return result;
    }

    /** The list without the condition of this type. */
    public static List<Condition> without(@Nullable List<Condition> conditions, String type) {
        return conditions == null
                ? List.of()
                : conditions.stream().filter(c -> !type.equals(c.getType())).toList();
    }

    public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return conditions == null
                ? Optional.empty()
                : conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
    }

    /** RFC 3339 in UTC to the second, as Kubernetes writes times. */
    public static String now(Clock clock) {
        return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String shortened(String message) {
        return ShownText.condition(message);
    }
}
