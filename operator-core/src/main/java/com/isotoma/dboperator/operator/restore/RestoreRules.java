package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Restore is due that no rule of its Database covers: those whose Database is gone, or has let go of them.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>Restore</th><th>Database</th><th>what is done</th></tr>
 * <tr><td>any</td><td>has it as its active one</td><td>nothing: the Database sees to it</td></tr>
 * <tr><td>being deleted, with the drivers' finalizer</td><td>none, or another is active</td><td>{@code restore}: the run
 *     lets go of it</td></tr>
 * <tr><td>being deleted, without it</td><td>any</td><td>nothing</td></tr>
 * <tr><td>Completed, Failed</td><td>any</td><td>nothing</td></tr>
 * <tr><td>no phase</td><td>exists</td><td>it waits for its turn; if that takes long, Event Waiting</td></tr>
 * <tr><td>no phase</td><td>none</td><td>Event DatabaseNotFound</td></tr>
 * <tr><td>Starting, BackingUp, Restoring, Replacing</td><td>none</td><td>{@code restore}: the run marks it Failed</td></tr>
 * <tr><td>Starting, BackingUp, Restoring, Replacing</td><td>Created, with no active Restore</td><td>{@code restore}: the
 *     run marks it Failed (the Database was made anew under the same name)</td></tr>
 * <tr><td>Starting, BackingUp, Restoring, Replacing</td><td>otherwise</td><td>nothing: the Database comes first</td></tr>
 * </table>
 *
 * A Job needs a driver: the Database's, else the one that took the Restore up. Where neither is known, an Event
 * DriverUnknown says so.
 */
public final class RestoreRules {
    /** Of those that ask in the same second Backups come first: this may be a Restore of one of them. */
    private static final int RANK = 1;

    private RestoreRules() {}

    /**
     * @param database the Database that the Restore names; null if there is none
     * @param jobs all Jobs of the Database of that name, of whatever operation
     */
    public static Decision decide(RestoreFacts restore, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database != null && restore.name().equals(database.status().activeRestore())) {
            return new Nothing("it is its Database's active Restore");
        }
        if (restore.deleting()) {
            return restore.held() ? job(restore, database, jobs) : new Nothing("the drivers have let go of it");
        }
        var phase = restore.phase();
        if (phase == null) {
            return database == null ? databaseNotFound(restore) : new Waits(database.occupation());
        }
        return phase.terminal() ? new Nothing("it has ended") : begun(phase, restore, database, jobs);
    }

    /** Those that may begin as soon as their Database is free. */
    public static List<Turn> waiting(List<RestoreFacts> restores) {
        return restores.stream()
                .filter(RestoreFacts::waiting)
                .map(r -> new Turn(r.created(), RANK, r.name(), restore(r)))
                .toList();
    }

    /**
     * The Job of the Restore that has the Database, as its status says.
     *
     * @param restores all Restores into this Database
     */
    public static Optional<CreateJob> active(DatabaseFacts database, List<RestoreFacts> restores) {
        var active = database.status().activeRestore();
        if (database.status().phase() != DatabasePhase.CREATED || active == null || active.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(restores.stream()
                .filter(restore -> restore.name().equals(active))
                .findFirst()
                .map(RestoreRules::restore)
                .orElseGet(() -> lost(database, active)));
    }

    /** One Restore, from the first attempt to the last. */
    private static CreateJob restore(RestoreFacts restore) {
        return CreateJob.of(Operation.RESTORE, restore.subject(), restore.uid());
    }

    /** A Restore that was taken up and is gone: the run that looks for it clears what it left and lets go of the Database. */
    private static CreateJob lost(DatabaseFacts database, String restore) {
        var subject = new Subject(RestoreFacts.KIND, restore, null);
        return CreateJob.of(Operation.RESTORE, subject, database.uid(), restore);
    }

    private static Decision begun(
            RestorePhase phase, RestoreFacts restore, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        boolean free = database == null
                || (database.status().phase() == DatabasePhase.CREATED
                        && database.status().activeRestore() == null);
        if (free) {
            return job(restore, database, jobs);
        }
        return new Nothing("it is " + phase + ", and its Database's own runs come first");
    }

    private static Decision job(RestoreFacts restore, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database == null && restore.driver() == null) {
            return new Report(
                    OperatorEvents.DRIVER_UNKNOWN,
                    "Database " + restore.database()
                            + " does not exist and status.driver is empty, so no driver can end"
                            + " this Restore: create the Database again, or remove the finalizer from this Restore");
        }
        return Admission.admit(restore(restore), jobs);
    }

    private static Decision databaseNotFound(RestoreFacts restore) {
        return new Report(
                OperatorEvents.DATABASE_NOT_FOUND,
                "Database " + restore.database()
                        + " does not exist in this namespace: create the Database or delete this Restore");
    }
}
