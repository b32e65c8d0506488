package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How BackupSchedules stand at the moment when Prometheus asks, from the caches. */
public final class ScheduleMetrics implements MultiCollector {
    private final ClusterView view;
    private final Clock clock;

    @Inject
    public ScheduleMetrics(ClusterView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public MetricSnapshots collect() {
        if (!view.synced()) {
            return MetricSnapshots.of();
        }
        var now = clock.instant();
        return MetricSnapshots.of(
                gauge(
                        "db_operator_schedule_seconds_since_success",
                        "How long ago a Backup of a schedule was last completed; where none was, how long the schedule"
                                + " has been there",
                        schedule -> lastSuccess(schedule).map(time ->
                                (double) Duration.between(time, now).toSeconds())),
                gauge(
                        "db_operator_schedule_due_since_success",
                        "How often a schedule was due since a Backup of it was last completed, or since it was made; at"
                                + " most " + DueTimes.MOST + ", and none while it is suspended",
                        schedule -> lastSuccess(schedule).flatMap(time -> dueBetween(schedule, time, now))),
                gauge(
                        "db_operator_schedule_last_backup_failed",
                        "1 if the newest Backup of a schedule has failed, else 0",
                        schedule -> Optional.of(lastBackupFailed(schedule) ? 1.0 : 0.0)),
                gauge(
                        "db_operator_schedule_ready",
                        "1 if backups of a schedule will be made, else 0; none while it is suspended",
                        ScheduleMetrics::ready),
                gauge(
                        "db_operator_schedule_next_timestamp_seconds",
                        "When a schedule is due next, in seconds since 1970; none while it is suspended",
                        schedule -> Times.parse(status(schedule).nextScheduleTime())
                                .map(time -> (double) time.getEpochSecond())));
    }

    private GaugeSnapshot gauge(String name, String help, Function<BackupSchedule, Optional<Double>> value) {
        var snapshot = GaugeSnapshot.builder().name(name).help(help);
        view.all(BackupSchedule.class)
                .forEach(schedule -> value.apply(schedule)
                        .ifPresent(number -> snapshot.dataPoint(GaugeDataPointSnapshot.builder()
                                .value(number)
                                .labels(Labels.of(
                                        "namespace",
                                        schedule.getMetadata().getNamespace(),
                                        "schedule",
                                        schedule.getMetadata().getName()))
                                .build())));
        return snapshot.build();
    }

    private static Optional<Instant> lastSuccess(BackupSchedule schedule) {
        return Times.parse(status(schedule).lastSuccessfulTime())
                .or(() -> Times.parse(schedule.getMetadata().getCreationTimestamp()));
    }

    private static Optional<Double> dueBetween(BackupSchedule schedule, Instant after, Instant until) {
        var count = DueTimes.between(schedule, after, until);
        return count.isPresent() ? Optional.of((double) count.getAsInt()) : Optional.empty();
    }

    private static Optional<Double> ready(BackupSchedule schedule) {
        boolean ready = Conditions.isTrue(status(schedule).conditions(), BackupScheduleStatus.READY);
        return schedule.getSpec().suspended() ? Optional.empty() : Optional.of(ready ? 1.0 : 0.0);
    }

    private static boolean lastBackupFailed(BackupSchedule schedule) {
        var last = status(schedule).lastBackup();
        return last != null && last.phase() == BackupPhase.FAILED;
    }

    private static BackupScheduleStatus status(BackupSchedule schedule) {
        return Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE);
    }
}
