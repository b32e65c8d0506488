package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;

/** Counts Jobs since this process started. */
public final class JobCounters {
    // Not "created": Prometheus keeps that ending for itself, and the name would lose it.
    private static final String STARTED = "db_operator_jobs_started";
    private static final String WAITING = "db_operator_jobs_waiting_for_server";
    private static final String FAILED = "db_operator_jobs_failed";

    private final MeterRegistry registry;

    @Inject
    public JobCounters(MeterRegistry registry, OperationJobs operations, ServerLimits limits) {
        this.registry = registry;
        registry.gauge(WAITING, limits, ServerLimits::waiting);
        for (var operation : operations.all()) {
            registry.counter(STARTED, "operation", operation.word());
            registry.counter(FAILED, "operation", operation.word());
        }
    }

    void created(Operation operation) {
        registry.counter(STARTED, "operation", operation.word()).increment();
    }

    void failed(String operation) {
        registry.counter(FAILED, "operation", operation).increment();
    }
}
