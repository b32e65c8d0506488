package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import io.prometheus.metrics.model.registry.MultiCollector;

/** StorageLocations: when each is tried out, and by which Job. */
public final class LocationSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(LocationReconciler.class);
        bind(LocationJobs.class);
        contribute(MultiCollector.class, LocationMetrics.class);
    }
}
