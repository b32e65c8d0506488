package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import io.prometheus.metrics.model.registry.MultiCollector;

/** DatabaseServers: when each is asked, by which Job, and which Databases keep it. */
public final class ServerSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(ServerReconciler.class);
        bind(ServerJobs.class);
        bind(ServerState.class);
        bind(ServerFinalizer.class);
        bind(DefaultSchedules.class);
        contribute(DatabaseListener.class, ServerWakes.class);
        contribute(MultiCollector.class, ServerMetrics.class);
    }
}
