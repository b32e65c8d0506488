package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How StorageLocations stand at the moment when Prometheus asks, from the caches. */
public final class LocationMetrics implements MultiCollector {
    private final ClusterView view;

    @Inject
    public LocationMetrics(ClusterView view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        return MetricSnapshots.of(
                gauge(
                        "db_operator_location_ready",
                        "1 where a StorageLocation was found usable when it was last tried out, else 0",
                        status -> Optional.of(
                                Conditions.isTrue(status.conditions(), StorageLocationStatus.READY) ? 1.0 : 0.0)),
                gauge(
                        "db_operator_location_last_check_timestamp_seconds",
                        "When a StorageLocation was last tried out, in seconds since 1970; none before the first time",
                        status -> Times.parse(status.lastCheckTime()).map(time -> (double) time.getEpochSecond())));
    }

    private GaugeSnapshot gauge(String name, String help, Function<StorageLocationStatus, Optional<Double>> value) {
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        view.locations()
                .forEach(location -> value.apply(status(location))
                        .ifPresent(number -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                                .value(number)
                                .labels(Labels.of(
                                        "location", location.getMetadata().getName()))
                                .build())));
        return snapshot.build();
    }

    private static StorageLocationStatus status(StorageLocation location) {
        return Objects.requireNonNullElse(location.getStatus(), StorageLocationStatus.NONE);
    }
}
