package com.isotoma.dboperator.operator.metrics;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.Slices;
import com.isotoma.dboperator.operator.job.JobCounters;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.ServerLimits;
import com.isotoma.dboperator.operator.view.FixedView;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What the exporter says of a few resources. */
final class Exported {
    private static final String META =
            "metadata: {namespace: shop, name: %s, creationTimestamp: '2026-01-01T00:00:00Z'}\n";

    private static final JobSettings SETTINGS = new JobSettings(
            "ops",
            3,
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            4,
            2,
            Duration.ZERO,
            Duration.ofMinutes(10));

    private Exported() {}

    /** All that is exported in an hour of the third of January 2026, of one resource of each kind. */
    static String metrics(Database database, BackupSchedule... schedules) {
        var view = new FixedView();
        view.add(database);
        view.add(new Backup());
        view.add(Serialization.unmarshal("metadata: {name: undo}", Restore.class));
        view.add(Serialization.unmarshal("metadata: {name: offsite}", StorageLocation.class));
        view.add(Serialization.unmarshal("metadata: {name: main}", DatabaseServer.class));
        Stream.of(schedules).forEach(view::add);
        var clock = Clock.fixed(Instant.parse("2026-01-03T12:00:00Z"), ZoneOffset.UTC);
        var registry = PrometheusMetrics.registry();
        try {
            var slices = new Slices(view, clock);
            slices.metrics().forEach(registry.getPrometheusRegistry()::register);
            var unused = new JobCounters(registry, slices.operations(), new ServerLimits(view, SETTINGS, clock));
            return registry.scrape();
        } finally {
            registry.close();
        }
    }

    static Database database(String status) {
        return Serialization.unmarshal(META.formatted("orders") + "status: " + status, Database.class);
    }

    /** One that is due at three each night. */
    static BackupSchedule schedule(String name, String furtherSpec, String status) {
        return Serialization.unmarshal(
                META.formatted(name) + "spec: {database: orders, schedule: '0 3 * * *', jitterSeconds: 0" + furtherSpec
                        + "}\nstatus: " + status,
                BackupSchedule.class);
    }
}
