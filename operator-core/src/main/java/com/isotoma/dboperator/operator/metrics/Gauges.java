package com.isotoma.dboperator.operator.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gauges of resources, made at the moment when Prometheus asks; nothing is kept in between. */
public final class Gauges {
    private Gauges() {}

    /** How many resources are in each phase; those without one are counted as {@code none}. */
    public static GaugeSnapshot byPhase(String name, String help, Stream<? extends @Nullable Enum<?>> phases) {
        Map<String, Long> counts = new TreeMap<>();
        phases.forEach(phase -> counts.merge(phase == null ? "none" : camelCase(phase), 1L, Long::sum));
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        counts.forEach((phase, count) -> snapshot.dataPoint(point((double) count, Labels.of("phase", phase))));
        return snapshot.build();
    }

    public static GaugeDataPointSnapshot point(double value, Labels labels) {
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
