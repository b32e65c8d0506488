package com.isotoma.dboperator.operator.metrics;

import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts resources that cannot be read, of all kinds. */
public final class UnreadableMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public UnreadableMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_unreadable_resources")
                .help("Resources of which nothing but the metadata can be read, by kind; their Events name the field");
        view.unreadable()
                .collect(Collectors.groupingBy(HasMetadata::getKind, TreeMap::new, Collectors.counting()))
                .forEach((kind, count) -> snapshot.dataPoint(Gauges.point((double) count, Labels.of("kind", kind))));
        return MetricSnapshots.of(snapshot.build());
    }
}
