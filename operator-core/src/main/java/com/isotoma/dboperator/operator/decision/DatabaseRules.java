package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Decision.Nothing;
import java.util.List;

/**
 * The Job that a Database is due.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>phase</th><th>asked to delete?</th><th>Job</th></tr>
 * <tr><td>any</td><td>yes, and the drivers' finalizer is not on it</td><td>none: nothing was made, or nothing is
 *     left</td></tr>
 * <tr><td>none, Creating</td><td>no</td><td>{@code create}</td></tr>
 * <tr><td>none, Creating</td><td>yes</td><td>{@code drop}</td></tr>
 * <tr><td>Created</td><td>yes</td><td>{@code drop}</td></tr>
 * <tr><td>Created, with an active Restore</td><td>no</td><td>{@code restore} of that one, and nothing else until it has
 *     let go</td></tr>
 * <tr><td>Created, generation not observed or refresh not served</td><td>no</td><td>{@code create}; while that one
 *     backs off, what the next line says, so that a mistake in the spec does not cost backups</td></tr>
 * <tr><td>Created, and the finalizer or the record of its Secrets is not on it</td><td>no</td><td>{@code create}, which puts
 *     them on again; the same while that one backs off</td></tr>
 * <tr><td>Created, otherwise</td><td>no</td><td>{@code backup} or {@code restore} of the oldest waiting Backup or
 *     Restore, if any</td></tr>
 * <tr><td>BackupRequested, BackupInProgress, BackupCompleted</td><td>either</td><td>{@code backup} of the active
 *     Backup; without one, a {@code backup} that names none</td></tr>
 * <tr><td>BackupBeforeDelete*, Deletion*, Deleted</td><td>either</td><td>{@code drop}</td></tr>
 * </table>
 *
 * Whether that Job starts now is for {@link Admission} to say.
 */
public final class DatabaseRules {
    private DatabaseRules() {}

    /**
     * @param backups all Backups of this Database
     * @param restores all Restores into this Database
     * @param jobs all Jobs of this Database, of whatever operation
     */
    public static Decision decide(
            DatabaseFacts database, List<BackupFacts> backups, List<RestoreFacts> restores, List<JobFacts> jobs) {
        if (database.deleting() && !database.held()) {
            return new Nothing("the drivers have let go of it");
        }
        return due(database, backups, restores, jobs) instanceof CreateJob job
                ? Admission.admit(job, jobs)
                : new Nothing("the server is as the spec wants it, and no Backup or Restore waits");
    }

    private static Decision due(
            DatabaseFacts database, List<BackupFacts> backups, List<RestoreFacts> restores, List<JobFacts> jobs) {
        var phase = database.status().phase();
        if (phase == null) {
            return database.deleting() ? Episodes.drop(database) : Episodes.create(database);
        }
        return switch (phase) {
            case CREATING -> database.deleting() ? Episodes.drop(database) : Episodes.create(database);
            case CREATED -> database.deleting() ? Episodes.drop(database) : settled(database, backups, restores, jobs);
            case BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED -> activeBackup(database, backups);
            case BACKUP_BEFORE_DELETE_REQUESTED,
                    BACKUP_BEFORE_DELETE_IN_PROGRESS,
                    BACKUP_BEFORE_DELETE_COMPLETED,
                    DELETION_REQUESTED,
                    DELETION_IN_PROGRESS,
                    DELETED -> Episodes.drop(database);
        };
    }

    private static Decision settled(
            DatabaseFacts database, List<BackupFacts> backups, List<RestoreFacts> restores, List<JobFacts> jobs) {
        var active = database.status().activeRestore();
        if (active != null && !active.isEmpty()) {
            return activeRestore(database, active, restores);
        }
        var waiting = Turn.next(backups, restores);
        if (!database.upToDate() || !database.marked()) {
            var create = database.upToDate() ? Episodes.marks(database) : Episodes.create(database);
            return waiting.filter(b -> Admission.backingOff(create, jobs)).orElse(create);
        }
        return waiting.<Decision>map(job -> job).orElseGet(() -> new Nothing("nothing is due"));
    }

    private static CreateJob activeRestore(DatabaseFacts database, String active, List<RestoreFacts> restores) {
        return restores.stream()
                .filter(restore -> restore.name().equals(active))
                .findFirst()
                .map(Episodes::restore)
                .orElseGet(() -> Episodes.lostRestore(database, active));
    }

    private static CreateJob activeBackup(DatabaseFacts database, List<BackupFacts> backups) {
        var active = database.status().activeBackup();
        if (active == null || active.isEmpty()) {
            return Episodes.backupByHand(database);
        }
        return backups.stream()
                .filter(backup -> backup.name().equals(active))
                .findFirst()
                .map(Episodes::backup)
                .orElseGet(() -> Episodes.lostBackup(database, active));
    }
}
