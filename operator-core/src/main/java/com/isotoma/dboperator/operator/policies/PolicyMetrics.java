package com.isotoma.dboperator.operator.policies;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Supplier;

/** Which admission policies were in force when they were last looked at. */
public final class PolicyMetrics implements MultiCollector {
    private final Supplier<Map<String, Boolean>> inForce;

    @Inject
    public PolicyMetrics(PolicyWatch policies) {
        this(policies::inForce);
    }

    public PolicyMetrics(Supplier<Map<String, Boolean>> inForce) {
        this.inForce = inForce;
    }

    @Override
    public MetricSnapshots collect() {
        var snapshot = GaugeSnapshot.builder()
                .name("db_operator_policy_in_force")
                .help("1 where an admission policy refused what it must when that was last tried, else 0");
        inForce.get()
                .forEach((policy, holds) -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                        .value(holds ? 1 : 0)
                        .labels(Labels.of("policy", policy))
                        .build()));
        return MetricSnapshots.of(snapshot.build());
    }
}
