package com.isotoma.dboperator.operator.metrics;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;

/** Counts Jobs since this process started. */
public final class JobCounters {
    private static final String CREATED = "db_operator_jobs_created";
    private static final String FAILED = "db_operator_jobs_failed";
    private final MeterRegistry registry;

    @Inject
    public JobCounters(MeterRegistry registry) {
        this.registry = registry;
        for (var operation : Operation.values()) {
            registry.counter(CREATED, "operation", operation.word());
            registry.counter(FAILED, "operation", operation.word());
        }
    }

    public void created(Operation operation) {
        registry.counter(CREATED, "operation", operation.word()).increment();
    }

    public void failed(String operation) {
        registry.counter(FAILED, "operation", operation).increment();
    }
}
