package com.isotoma.dboperator.operator.metrics;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts the resources at the moment when Prometheus asks, from the caches; nothing is kept in between. */
public final class ResourceMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public ResourceMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                byPhase(
                        "db_operator_databases",
                        "Databases by phase; none until a run has picked them up",
                        view.databases()
                                .map(d -> d.getStatus() == null
                                        ? null
                                        : d.getStatus().phase())),
                byPhase(
                        "db_operator_backups",
                        "Backups by phase; none while they wait for their Database",
                        view.backups()
                                .map(b -> b.getStatus() == null
                                        ? null
                                        : b.getStatus().phase())),
                byPhase(
                        "db_operator_restores",
                        "Restores by phase; none while they wait for their Database",
                        view.restores()
                                .map(r -> r.getStatus() == null
                                        ? null
                                        : r.getStatus().phase())),
                lastSuccess(),
                ready(),
                unreadable());
    }

    private static GaugeSnapshot byPhase(String name, String help, Stream<? extends @Nullable Enum<?>> phases) {
        Map<String, Long> counts = new TreeMap<>();
        phases.forEach(phase -> counts.merge(phase == null ? "none" : camelCase(phase), 1L, Long::sum));
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        counts.forEach((phase, count) -> snapshot.dataPoint(point((double) count, Labels.of("phase", phase))));
        return snapshot.build();
    }

    private GaugeSnapshot lastSuccess() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_backup_last_success_timestamp_seconds")
                .help("When the last Backup of a Database was completed, in seconds since 1970");
        view.databases()
                .forEach(database -> completedAt(database)
                        .ifPresent(
                                time -> snapshot.dataPoint(point((double) time.getEpochSecond(), labels(database)))));
        return snapshot.build();
    }

    private GaugeSnapshot ready() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_database_ready")
                .help("1 if a Database can be used, else 0; 0 also until a run has picked it up");
        view.databases()
                .forEach(database -> snapshot.dataPoint(point(isReady(database) ? 1.0 : 0.0, labels(database))));
        return snapshot.build();
    }

    private GaugeSnapshot unreadable() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_unreadable_resources")
                .help("Resources of which nothing but the metadata can be read, by kind; their Events name the field");
        view.unreadable()
                .collect(Collectors.groupingBy(HasMetadata::getKind, TreeMap::new, Collectors.counting()))
                .forEach((kind, count) -> snapshot.dataPoint(point((double) count, Labels.of("kind", kind))));
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
        if (status == null || status.lastBackup() == null || status.lastBackup().completedAt() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(status.lastBackup().completedAt()));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // written by hand; a number that is not there is better than a wrong one
        }
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    /** BACKUP_REQUESTED as the resources write it: BackupRequested. */
    private static String camelCase(Enum<?> phase) {
        var text = new StringBuilder();
        for (var word : phase.name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
