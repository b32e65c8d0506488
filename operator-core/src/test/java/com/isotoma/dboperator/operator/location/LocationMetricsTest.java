package com.isotoma.dboperator.operator.location;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.FixedView;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LocationMetricsTest {
    @Test
    void eachLocationSaysWhetherItIsUsableAndWhenItWasTriedOut() {
        var view = new FixedView();
        location(view, "good", "{conditions: [{type: Ready, status: 'True'}], lastCheckTime: '1970-01-01T00:01:00Z'}");
        location(view, "bad", "{conditions: [{type: Ready, status: 'False'}], lastCheckTime: 'yesterday'}");
        location(view, "fresh", "{conditions: [{type: Ready, status: Unknown}]}");

        var metrics = new TreeMap<String, Map<String, Double>>();
        for (var snapshot : new LocationMetrics(view).collect()) {
            metrics.put(snapshot.getMetadata().getName(), points((GaugeSnapshot) snapshot));
        }

        assertThat(metrics)
                .containsEntry("db_operator_location_ready", Map.of("good", 1.0, "bad", 0.0, "fresh", 0.0))
                .containsEntry("db_operator_location_last_check_timestamp_seconds", Map.of("good", 60.0));
    }

    private static Map<String, Double> points(GaugeSnapshot snapshot) {
        var points = new TreeMap<String, Double>();
        snapshot.getDataPoints()
                .forEach(p -> points.put(Objects.requireNonNull(p.getLabels().get("location")), p.getValue()));
        return points;
    }

    private static void location(FixedView view, String name, String status) {
        view.add(StorageLocation.class, """
                metadata: {name: %s}
                spec: {s3: {bucket: b}, allowedNamespaces: ['*']}
                status: %s
                """.formatted(name, status));
    }
}
