package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All operations that a slice has declared. */
public final class OperationJobs {
    private final Map<Operation, OperationJob> byOperation = new HashMap<>();

    /** @throws IllegalArgumentException if two have the same word */
    @Inject
    public OperationJobs(Set<OperationJob> declared) {
        for (var job : declared) {
            if (byOperation.put(job.operation(), job) != null) {
                throw new IllegalArgumentException("operation " + job.operation() + " is declared twice");
            }
        }
    }

    /** @throws IllegalStateException if no slice has declared it, which is a defect */
    public OperationJob of(Operation operation) {
        var job = byOperation.get(operation);
        if (job == null) {
            throw new IllegalStateException("no slice declares operation " + operation + ": add it in its module");
        }
        return job;
    }

    Set<Operation> all() {
        return byOperation.keySet();
    }

    Set<String> variables() {
        return byOperation.values().stream()
                .flatMap(job -> job.variables().stream())
                .collect(Collectors.toSet());
    }
}
