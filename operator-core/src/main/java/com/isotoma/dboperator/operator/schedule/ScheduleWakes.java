package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.turn.DatabaseListener;
import com.isotoma.dboperator.operator.view.ClusterView;
import jakarta.inject.Inject;

/** Wakes the BackupSchedules of a Database: what they say follows from it. */
final class ScheduleWakes implements DatabaseListener {
    private final ClusterView view;
    private final Signals signals;

    @Inject
    ScheduleWakes(ClusterView view, Signals signals) {
        this.view = view;
        this.signals = signals;
    }

    @Override
    public void seen(String namespace, String database) {
        view.ofDatabase(BackupSchedule.class, namespace, database).forEach(signals::wake);
    }
}
