package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.objects.Ownership;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is to become of the BackupSchedule that a DatabaseServer asks for, for one Database. */
sealed interface DefaultSchedule {
    /** Nothing: the Database is backed up as it is. */
    record AsItIs(boolean byOwn) implements DefaultSchedule {}

    /** It is to be there, and like this. */
    record Wanted(BackupSchedule schedule) implements DefaultSchedule {}

    /** It is there and is not to be, for this reason. */
    record Unwanted(BackupSchedule schedule, boolean byOwn, String why) implements DefaultSchedule {}

    /**
     * @param server the one that the Database names
     * @param schedules all BackupSchedules of the Database
     */
    static DefaultSchedule of(DatabaseServer server, Database database, List<BackupSchedule> schedules) {
        var made = made(database, schedules);
        var own = schedules.stream()
                .map(schedule -> schedule.getMetadata().getName())
                .filter(name ->
                        made.isEmpty() || !name.equals(made.get().getMetadata().getName()))
                .sorted()
                .findFirst();
        // What is being deleted keeps what it has, and gets nothing more; the garbage collector ends it.
        boolean leaves = database.isMarkedForDeletion();
        if (own.isPresent()) {
            var why = "BackupSchedule " + own.get() + " of its own is in its place";
            return made.isEmpty() || leaves ? new AsItIs(true) : new Unwanted(made.get(), true, why);
        }
        if (server.getSpec().backup() == null) {
            var why = "DatabaseServer " + server.getMetadata().getName() + " has no spec.backup any more";
            return made.isEmpty() || leaves ? new AsItIs(false) : new Unwanted(made.get(), false, why);
        }
        return leaves ? new AsItIs(false) : new Wanted(wanted(server, database));
    }

    /** The one among them that a DatabaseServer asked for: by its name, its label, and the Database that controls it. */
    static Optional<BackupSchedule> made(Database database, List<BackupSchedule> schedules) {
        var name = Names.defaultSchedule(database.getMetadata().getName());
        return schedules.stream()
                .filter(schedule -> name.equals(schedule.getMetadata().getName())
                        && labels(schedule).containsKey(ApiGroup.DEFAULT_OF_LABEL)
                        && Ownership.ours(database, schedule))
                .findFirst();
    }

    /** Whether a BackupSchedule says that this server asked for it. */
    static boolean isOf(String server, BackupSchedule schedule) {
        return Labels.value(server).equals(labels(schedule).get(ApiGroup.DEFAULT_OF_LABEL));
    }

    /** What the server says of it; all else of its spec is for the namespace to say. */
    private static BackupSchedule wanted(DatabaseServer server, Database database) {
        var name = database.getMetadata().getName();
        var schedule = new BackupSchedule();
        // Not app.kubernetes.io/instance: by that, GitOps tools know what they may prune.
        schedule.setMetadata(Ownership.metadata(
                database,
                Names.defaultSchedule(name),
                Map.of(
                        JobMarks.MANAGED_BY,
                        ApiGroup.MANAGED_BY,
                        ApiGroup.DATABASE_LABEL,
                        Labels.value(name),
                        ApiGroup.DEFAULT_OF_LABEL,
                        Labels.value(server.getMetadata().getName()))));
        schedule.setSpec(Objects.requireNonNull(server.getSpec().backup())
                .scheduleFor(name, database.getSpec().backupTo() != null));
        return schedule;
    }

    private static Map<String, String> labels(BackupSchedule schedule) {
        return Objects.requireNonNullElse(schedule.getMetadata().getLabels(), Map.of());
    }
}
