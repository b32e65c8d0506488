package com.isotoma.dboperator.driver.cluster.status;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.driver.spi.Warning;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a Database that stand for warnings of its driver. */
final class WarningConditions {
    /** Any other is a warning of the driver's. */
    private static final Set<String> OTHERS = Set.of(
            DatabaseStatus.READY,
            DatabaseStatus.SECRETS_KEPT,
            DatabaseStatus.BACKUPS_POSSIBLE,
            StatusConditions.RECONCILING,
            StatusConditions.STALLED);

    private WarningConditions() {}

    /** {@code now} with one for each warning, and none for what is warned of no more. */
    static @Nullable List<Condition> of(
            @Nullable List<Condition> now, List<Warning> warnings, @Nullable Long generation, Clock clock) {
        var reasons = warnings.stream().map(Warning::reason).collect(Collectors.toSet());
        var conditions = now;
        for (var there : Objects.requireNonNullElse(now, List.<Condition>of())) {
            if (!OTHERS.contains(there.getType()) && !reasons.contains(there.getType())) {
                conditions = Conditions.without(conditions, there.getType());
            }
        }
        for (var warning : warnings) {
            if (OTHERS.contains(warning.reason())) {
                throw new IllegalArgumentException("a driver warns by the name of the condition " + warning.reason());
            }
            conditions = Conditions.with(
                    conditions, warning.reason(), "True", warning.reason(), warning.message(), generation, clock);
        }
        return conditions;
    }
}
