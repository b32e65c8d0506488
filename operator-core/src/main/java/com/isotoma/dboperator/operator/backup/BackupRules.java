package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.job.Admission;
import com.isotoma.dboperator.operator.job.Decision;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Report;
import com.isotoma.dboperator.operator.job.Decision.Waits;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.job.Subject;
import com.isotoma.dboperator.operator.turn.DatabaseFacts;
import com.isotoma.dboperator.operator.turn.Turn;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a Backup is due that no rule of its Database covers: those whose Database is gone, or has let go of them.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>Backup</th><th>Database</th><th>what is done</th></tr>
 * <tr><td>any</td><td>has it as its active one</td><td>nothing: the Database sees to it</td></tr>
 * <tr><td>being deleted, with the drivers' finalizer</td><td>none, or another is active</td><td>{@code backup}: the run
 *     clears what was uploaded and lets go of it</td></tr>
 * <tr><td>being deleted, with the finalizer for its stored objects</td><td>any</td><td>{@code backup}: the run removes them and
 *     lets go of it</td></tr>
 * <tr><td>Completed, its policy was changed so that its objects go with it, and that finalizer is not on it</td><td>exists</td><td>{@code backup}:
 *     the run puts it on</td></tr>
 * <tr><td>being deleted, without it</td><td>any</td><td>nothing</td></tr>
 * <tr><td>Completed, and a verification is asked for</td><td>Created, with no active Backup or Restore</td><td>{@code
 *     verify}</td></tr>
 * <tr><td>Completed, Failed</td><td>any</td><td>nothing</td></tr>
 * <tr><td>no phase</td><td>exists</td><td>it waits for its turn; if that takes long, Event Waiting</td></tr>
 * <tr><td>no phase</td><td>none</td><td>Event DatabaseNotFound</td></tr>
 * <tr><td>Starting, BackingUp</td><td>none</td><td>{@code backup}: the run marks it Failed</td></tr>
 * <tr><td>Starting, BackingUp</td><td>Created, with no active Backup</td><td>{@code backup}: the run ends it (the
 *     Database was made anew under the same name)</td></tr>
 * <tr><td>Starting, BackingUp</td><td>in another phase</td><td>nothing: the Database comes first</td></tr>
 * </table>
 *
 * A Job needs a driver: the Database's, else the one that took the Backup up. Where neither is known, an Event
 * DriverUnknown says so.
 */
public final class BackupRules {
    /** Of Backups and other kinds that ask in the same second Backups come first: a Restore may be of one of them. */
    private static final int RANK = 0;

    private BackupRules() {}

    /**
     * @param database the Database that the Backup names; null if there is none
     * @param jobs all Jobs of the Database of that name, of whatever operation
     */
    public static Decision decide(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database != null && backup.name().equals(database.status().activeBackup())) {
            return new Nothing("it is its Database's active Backup");
        }
        if (backup.deleting()) {
            if (!backup.held() && backup.stored().held()) {
                return removal(backup, database, jobs);
            }
            return backup.held() ? job(backup, database, jobs) : new Nothing("the drivers have let go of it");
        }
        var phase = backup.phase();
        if (phase == null) {
            if (database == null) {
                return databaseNotFound(backup);
            }
            return backup.waiting() ? new Waits(database.occupation()) : new Nothing("its time has not come");
        }
        return phase.terminal() ? ended(backup, database, jobs) : begun(phase, backup, database, jobs);
    }

    /** Those that may begin as soon as their Database is free. */
    public static List<Turn> waiting(List<BackupFacts> backups) {
        return backups.stream()
                .filter(BackupFacts::waiting)
                .map(b -> new Turn(b.created(), RANK, b.name(), backup(b)))
                .toList();
    }

    /**
     * The Job of the Backup that has the Database, which its phase says; without a name, of one that nobody has named.
     *
     * @param backups all Backups of this Database; asked for only if one of them has it, since there may be thousands
     */
    public static Optional<CreateJob> active(DatabaseFacts database, Supplier<List<BackupFacts>> backups) {
        var phase = database.status().phase();
        if (phase != DatabasePhase.BACKUP_REQUESTED
                && phase != DatabasePhase.BACKUP_IN_PROGRESS
                && phase != DatabasePhase.BACKUP_COMPLETED) {
            return Optional.empty();
        }
        var active = database.status().activeBackup();
        if (active == null || active.isEmpty()) {
            return Optional.of(byHand(database));
        }
        return Optional.of(backups.get().stream()
                .filter(backup -> backup.name().equals(active))
                .findFirst()
                .map(BackupRules::backup)
                .orElseGet(() -> lost(database, active)));
    }

    /** One Backup, from the first attempt to the last. */
    private static CreateJob backup(BackupFacts backup) {
        return CreateJob.of(Operation.BACKUP, backup.subject(), backup.uid());
    }

    /** One verification of one Backup, from the first attempt to the last. */
    private static CreateJob verify(BackupFacts backup, String request) {
        return CreateJob.of(Operation.VERIFY, backup.subject(), backup.uid(), request);
    }

    /** A Backup that was taken up and is gone: the run that looks for it lets go of the Database. */
    private static CreateJob lost(DatabaseFacts database, String backup) {
        var subject = new Subject(BackupFacts.KIND, backup, null);
        return CreateJob.of(Operation.BACKUP, subject, database.uid(), backup);
    }

    /** A backup that a person asked for in the Database's status: the run makes the Backup itself. */
    private static CreateJob byHand(DatabaseFacts database) {
        var last = database.status().lastBackup();
        return CreateJob.of(
                Operation.BACKUP,
                database.subject(),
                database.uid(),
                Long.toString(database.generation()),
                last == null ? "" : text(last.name()),
                last == null ? "" : text(last.completedAt()));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static Decision ended(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (backup.phase() == BackupPhase.COMPLETED && backup.stored().unmarked() && database != null) {
            return Admission.admit(CreateJob.of(Operation.BACKUP, backup.subject(), backup.uid(), "stored"), jobs);
        }
        if (backup.verification() == null) {
            return new Nothing("it has ended");
        }
        if (database == null || database.deleting() || database.status().phase() != DatabasePhase.CREATED) {
            return new Nothing("it waits to be verified until its Database is Created");
        }
        if (database.status().activeRestore() != null) {
            return new Nothing("it waits to be verified until the Restore has ended");
        }
        return Admission.admit(verify(backup, backup.verification()), jobs);
    }

    private static Decision begun(
            BackupPhase phase, BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database == null || database.status().phase() == DatabasePhase.CREATED) {
            return job(backup, database, jobs);
        }
        return new Nothing("it is " + phase + ", and its Database's own runs come first");
    }

    /** A change of the policy is a new word, which no failed run before holds up. */
    private static Decision removal(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database == null && backup.driver() == null) {
            return job(backup, null, jobs);
        }
        var generation = Long.toString(backup.stored().generation());
        return Admission.admit(
                CreateJob.of(Operation.BACKUP, backup.subject(), backup.uid(), "remove", generation), jobs);
    }

    private static Decision job(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database == null && backup.driver() == null) {
            return new Report(
                    OperatorEvents.DRIVER_UNKNOWN,
                    "Database " + backup.database() + " does not exist and status.driver is empty, so no driver can end"
                            + " this Backup: create the Database again, or remove the finalizer from this Backup");
        }
        return Admission.admit(backup(backup), jobs);
    }

    private static Decision databaseNotFound(BackupFacts backup) {
        return new Report(
                OperatorEvents.DATABASE_NOT_FOUND,
                "Database " + backup.database()
                        + " does not exist in this namespace: create the Database or delete this Backup");
    }
}
