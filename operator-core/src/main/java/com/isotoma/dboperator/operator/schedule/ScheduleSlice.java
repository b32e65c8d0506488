package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import io.prometheus.metrics.model.registry.MultiCollector;

/** BackupSchedules: the CronJob of each, and what its status says. */
public final class ScheduleSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(BackupScheduleReconciler.class);
        bind(ServerSignals.class);
        bind(ScheduleCronJobs.class);
        bind(ScheduleState.class);
        bind(PlaceTrials.class);
        bind(ScheduleFlow.class);
        contribute(DatabaseListener.class, ScheduleWakes.class);
        contribute(AccessNeeds.class, ScheduleNeeds.class);
        contribute(MultiCollector.class, ScheduleMetrics.class);
    }
}
