package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupStatus;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run that has ended says in conditions. What it did not come to is unknown, so that the conditions are those of one
 * run and not a mixture of several.
 */
final class Report {
    static final String SUCCEEDED = "Succeeded";

    private static final List<String> NOT_ALWAYS_REACHED = List.of(DemoReasons.DATA_READ, DemoReasons.DATA_WRITTEN);

    private final List<Finding> findings = new ArrayList<>();

    /** @param type of its condition, which is also the reason in it; null for what has none of its own */
    private record Finding(@Nullable String type, boolean good, String message) {}

    /** The variables, each checked. */
    static Report of(Environment environment) {
        var report = new Report();
        for (var variable : RequiredVariable.values()) {
            var fault = environment.fault(variable);
            report.findings.add(new Finding(
                    variable.condition(), fault.isEmpty(), fault.orElse(variable.key() + " is set and can be used")));
        }
        return report;
    }

    Report passed(String type, String message) {
        findings.add(new Finding(type, true, message));
        return this;
    }

    Report failed(String type, String message) {
        findings.add(new Finding(type, false, message));
        return this;
    }

    /** Something failed that no condition but Succeeded can tell. */
    Report defect(String message) {
        findings.add(new Finding(null, false, message));
        return this;
    }

    /** What failed, in order. */
    List<String> faults() {
        return findings.stream().filter(f -> !f.good()).map(Finding::message).toList();
    }

    /** The status with the conditions of this run. */
    DatabaseBackupStatus onto(DatabaseBackupStatus status, @Nullable Long generation, Clock clock) {
        return new DatabaseBackupStatus(
                onto(status.conditions(), generation, clock),
                status.observedGeneration(),
                status.servedRequest(),
                status.cronJob(),
                status.runs());
    }

    /** The conditions, with these findings and what they come to in the place of what an earlier run said. */
    private List<Condition> onto(@Nullable List<Condition> conditions, @Nullable Long generation, Clock clock) {
        var result = conditions == null ? List.<Condition>of() : conditions;
        for (var type : NOT_ALWAYS_REACHED) {
            if (findings.stream().noneMatch(f -> type.equals(f.type()))) {
                result = Conditions.without(result, type);
            }
        }
        for (var finding : findings) {
            if (finding.type() != null) {
                var status = finding.good() ? "True" : "False";
                result = Conditions.with(
                        result, finding.type(), status, finding.type(), finding.message(), generation, clock);
            }
        }
        var failed = findings.stream().filter(f -> !f.good()).findFirst();
        if (failed.isEmpty()) {
            return Conditions.with(
                    result,
                    SUCCEEDED,
                    "True",
                    DemoReasons.BACKUP_SUCCEEDED,
                    "Database has been archived",
                    generation,
                    clock);
        }
        var reason = Objects.requireNonNullElse(failed.get().type(), Reasons.INTERNAL_ERROR);
        return Conditions.with(result, SUCCEEDED, "False", reason, String.join("; ", faults()), generation, clock);
    }
}
