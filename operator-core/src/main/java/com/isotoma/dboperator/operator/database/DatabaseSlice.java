package com.isotoma.dboperator.operator.database;

import com.google.inject.Singleton;
import com.isotoma.dboperator.operator.job.OperationJob;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.runtime.Sweep;
import io.prometheus.metrics.model.registry.MultiCollector;

/** Databases: what each is due, what its runs need, and what is left of those that are gone. */
public final class DatabaseSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(DatabaseReconciler.class);
        bind(DatabaseFlow.class).in(Singleton.class);
        bind(Sharing.class).in(Singleton.class);
        bind(SharedRuns.class).in(Singleton.class);
        bind(Attempts.class);
        bind(Departed.class).in(Singleton.class);
        bind(Releases.class);
        contribute(OperationJob.class, DatabaseOperations.CREATE);
        contribute(OperationJob.class, DatabaseOperations.ROTATE);
        contribute(OperationJob.class, DatabaseOperations.DROP);
        contribute(AccessNeeds.class, DatabaseNeeds.class);
        contribute(AccessNeeds.class, SharedNeeds.class);
        contribute(Sweep.class, AccessSweep.class);
        contribute(MultiCollector.class, DatabaseMetrics.class);
    }
}
