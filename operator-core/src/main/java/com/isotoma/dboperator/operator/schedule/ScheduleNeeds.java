package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.DatabaseKey;
import com.isotoma.dboperator.operator.rbac.Needs;
import com.isotoma.dboperator.operator.rbac.Permissions;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import jakarta.inject.Inject;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What runs need because of BackupSchedules: those of their Database, and where the backups of these are stored. */
final class ScheduleNeeds implements AccessNeeds {
    private final ClusterView view;

    @Inject
    ScheduleNeeds(ClusterView view) {
        this.view = view;
    }

    @Override
    public void add(DatabaseKey database, Needs needs) {
        var names = new TreeSet<String>();
        for (var schedule : view.ofDatabase(BackupSchedule.class, database.namespace(), database.name())) {
            names.add(schedule.getMetadata().getName());
            var template = schedule.getSpec().template();
            needs.targets(template == null ? null : template.backupTo());
        }
        needs.rules().addAll(rules(names));
    }

    static List<PolicyRule> rules(SortedSet<String> schedules) {
        return schedules.isEmpty()
                ? List.of()
                : List.of(
                        Permissions.named(ApiGroup.NAME, "backupschedules", schedules, "get"),
                        Permissions.named(ApiGroup.NAME, "backupschedules/status", schedules, "patch"),
                        // The CronJob controller chooses their names.
                        Permissions.any("batch", "jobs", "get"));
    }
}
