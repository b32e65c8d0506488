package com.isotoma.dboperator.operator.user;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.operator.metrics.Gauges;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;

/** Counts DatabaseUsers, from the caches. */
public final class UserMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public UserMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(Gauges.byPhase(
                "db_operator_users",
                "DatabaseUsers by phase; none while they wait for their Database for the first time",
                view.all(DatabaseUser.class)
                        .map(u -> u.getStatus() == null ? null : u.getStatus().phase())));
    }
}
