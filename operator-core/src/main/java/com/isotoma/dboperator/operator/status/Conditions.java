package com.isotoma.dboperator.operator.status;

import com.isotoma.dboperator.crds.contract.ShownText;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries of {@code status.conditions}. */
public final class Conditions {
    private Conditions() {}

    /** The condition of that type as it should be now; its time is that of the last change from true to false or back. */
    public static Condition next(
            @Nullable List<Condition> before, String type, Verdict verdict, @Nullable Long generation, Instant now) {
        var status = verdict.holds() ? "True" : "False";
        var since = find(before, type)
                .filter(condition -> status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(verdict.reason())
                .withMessage(ShownText.condition(verdict.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
        return (conditions == null ? List.<Condition>of() : conditions)
                .stream().filter(condition -> type.equals(condition.getType())).findFirst();
    }

    /** Whether the condition of that type is there and True. */
    public static boolean isTrue(@Nullable List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
    }

    /** Whether each of {@code wanted} is among {@code conditions}. */
    public static boolean hold(@Nullable List<Condition> conditions, List<Condition> wanted) {
        return wanted.stream()
                .allMatch(condition -> find(conditions, condition.getType())
                        .filter(condition::equals)
                        .isPresent());
    }
}
