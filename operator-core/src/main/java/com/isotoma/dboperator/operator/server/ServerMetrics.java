package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.operator.metrics.Gauges;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** How DatabaseServers stand at the moment when Prometheus asks, from the caches. */
public final class ServerMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public ServerMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                gauge(
                        "db_operator_server_ready",
                        "1 where a DatabaseServer answered when it was last asked and lets Databases be made, else 0",
                        status -> Conditions.isTrue(status.conditions(), DatabaseServerStatus.READY) ? 1.0 : 0.0),
                gauge(
                        "db_operator_server_databases",
                        "How many Databases name a DatabaseServer",
                        status -> Objects.requireNonNullElse(status.databases(), 0)),
                gauge(
                        "db_operator_server_databases_without_schedule",
                        "How many Databases of a DatabaseServer have no BackupSchedule",
                        status -> status.backups() == null
                                ? 0
                                : Objects.requireNonNullElse(status.backups().none(), 0)));
    }

    private GaugeSnapshot gauge(String name, String help, ToDoubleFunction<DatabaseServerStatus> value) {
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        view.all(DatabaseServer.class)
                .forEach(server -> snapshot.dataPoint(Gauges.point(
                        value.applyAsDouble(Objects.requireNonNullElse(server.getStatus(), DatabaseServerStatus.NONE)),
                        Labels.of("server", server.getMetadata().getName()))));
        return snapshot.build();
    }
}
