package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.operator.metrics.Gauges;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;

/** Counts Backups, from the caches. */
public final class BackupMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public BackupMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(Gauges.byPhase(
                "db_operator_backups",
                "Backups by phase; none while they wait for their Database",
                view.all(Backup.class)
                        .map(r -> r.getStatus() == null ? null : r.getStatus().phase())));
    }
}
