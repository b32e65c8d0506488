package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupTemplate;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.ScheduleHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.ObjectReasons;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the Backup that is due, once, however often it is asked for, as the concurrency policy has it. */
final class DueBackup {
    private final ClusterClient cluster;
    private final Schedules schedules;
    private final EventRecorder events;
    private final Steps steps;

    DueBackup(ClusterClient cluster, Schedules schedules, EventRecorder events, Steps steps) {
        this.cluster = cluster;
        this.schedules = schedules;
        this.events = events;
        this.steps = steps;
    }

    void askFor(ScheduleHandle schedule, Due due) {
        var there = cluster.backup(schedule.namespace(), due.backup());
        if (there.isPresent()) {
            if (!schedule.name().equals(there.get().labels().get(ApiGroup.SCHEDULE_LABEL))) {
                events.warning(
                        schedule,
                        ObjectReasons.NAME_TAKEN,
                        "Backup " + due.backup() + " exists and is none of this BackupSchedule's: it counts as made");
            }
            steps.note("Backup " + due.backup() + " is asked for already");
            return;
        }
        var unended = schedules.backupsOf(schedule).stream()
                .filter(b -> !b.ended() && !b.deletionRequested())
                .toList();
        if (mayBegin(schedule, due, unended)) {
            var made = cluster.createBackup(resource(schedule, due));
            steps.reached(
                    ScheduleCheckpoints.ASKED,
                    made.isPresent()
                            ? "Backup " + due.backup() + " is asked for"
                            : "No backup: the namespace is being deleted");
        }
    }

    private boolean mayBegin(ScheduleHandle schedule, Due due, List<BackupHandle> unended) {
        if (unended.isEmpty()) {
            return true;
        }
        return switch (schedule.spec().effectiveConcurrencyPolicy()) {
            case ALLOW -> true;
            case FORBID -> {
                var why = "Backup " + due.backup() + " is left out: Backup "
                        + unended.get(0).name() + " has not ended";
                events.normal(schedule, DriverEvents.BACKUP_SKIPPED, why);
                steps.note(why);
                yield false;
            }
            case REPLACE -> {
                for (var backup : unended) {
                    schedules.delete(backup);
                    var why = "Backup " + backup.name() + " is given up for Backup " + due.backup();
                    events.normal(schedule, DriverEvents.BACKUP_REPLACED, why);
                    steps.note(why);
                }
                yield true;
            }
        };
    }

    private static Backup resource(ScheduleHandle schedule, Due due) {
        var template = schedule.spec().template();
        var labels = copy(template, BackupTemplate::labels);
        labels.put("app.kubernetes.io/managed-by", ApiGroup.MANAGED_BY);
        labels.put(ApiGroup.DATABASE_LABEL, Labels.value(schedule.spec().database()));
        labels.put(ApiGroup.SCHEDULE_LABEL, schedule.name());
        var annotations = copy(template, BackupTemplate::annotations);
        annotations.put(ApiGroup.SCHEDULED_AT_ANNOTATION, due.at().toString());
        var backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(schedule.namespace())
                .withName(due.backup())
                .withLabels(labels)
                .withAnnotations(annotations)
                .build());
        var notBefore = due.notBefore(schedule.namespace(), schedule.name(), schedule.spec());
        backup.setSpec(new BackupSpec(
                schedule.spec().database(),
                template == null ? null : template.backupTo(),
                notBefore == null ? null : notBefore.toString(),
                template == null ? null : template.verify(),
                template == null ? null : template.backupOptions(),
                template == null ? null : template.deletionPolicy()));
        return backup;
    }

    private static Map<String, String> copy(
            @Nullable BackupTemplate template, Function<BackupTemplate, @Nullable Map<String, String>> part) {
        var given = template == null ? null : part.apply(template);
        return new TreeMap<>(Objects.requireNonNullElse(given, Map.of()));
    }
}
