package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.DriftStatus;
import com.isotoma.dboperator.operator.metrics.Gauges;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Counts Databases at the moment when Prometheus asks, from the caches; nothing is kept in between. */
public final class DatabaseMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public DatabaseMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                Gauges.byPhase(
                        "db_operator_databases",
                        "Databases by phase; none until a run has picked them up",
                        view.all(Database.class)
                                .map(d -> d.getStatus() == null
                                        ? null
                                        : d.getStatus().phase())),
                lastSuccess(),
                mended(),
                ready());
    }

    private GaugeSnapshot lastSuccess() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_backup_last_success_timestamp_seconds")
                .help("When the last Backup of a Database was completed, in seconds since 1970");
        view.all(Database.class)
                .forEach(database -> completedAt(database)
                        .ifPresent(time ->
                                snapshot.dataPoint(Gauges.point((double) time.getEpochSecond(), labels(database)))));
        return snapshot.build();
    }

    private GaugeSnapshot mended() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_database_drift_mended")
                .help("How many times a Database was not as it should be and was mended; none before it was compared");
        view.all(Database.class)
                .forEach(database -> drift(database)
                        .ifPresent(drift -> snapshot.dataPoint(Gauges.point(
                                (double) Objects.requireNonNullElse(drift.mended(), 0), labels(database)))));
        return snapshot.build();
    }

    private static Optional<DriftStatus> drift(Database database) {
        return Optional.ofNullable(database.getStatus()).map(DatabaseStatus::drift);
    }

    private GaugeSnapshot ready() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_database_ready")
                .help("1 if a Database can be used, else 0; 0 also until a run has picked it up");
        view.all(Database.class)
                .forEach(database -> snapshot.dataPoint(Gauges.point(isReady(database) ? 1.0 : 0.0, labels(database))));
        return snapshot.build();
    }

    private static boolean isReady(Database database) {
        var status = database.getStatus();
        return status != null && Conditions.isTrue(status.conditions(), DatabaseStatus.READY);
    }

    private static Labels labels(Database database) {
        var meta = database.getMetadata();
        return Labels.of("namespace", meta.getNamespace(), "database", meta.getName());
    }

    private static Optional<Instant> completedAt(Database database) {
        var status = database.getStatus();
        return status == null || status.lastBackup() == null
                ? Optional.empty()
                : Times.parse(status.lastBackup().completedAt());
    }
}
