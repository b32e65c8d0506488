package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.operator.decision.Decision.CreateJob;
import com.isotoma.dboperator.operator.decision.Decision.Nothing;
import com.isotoma.dboperator.operator.decision.Decision.Report;
import com.isotoma.dboperator.reasons.OperatorEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Backup is due that no rule of its Database covers: those whose Database is gone, or has let go of them.
 *
 * <table>
 * <caption>Rules, the first that fits</caption>
 * <tr><th>Backup</th><th>Database</th><th>what is done</th></tr>
 * <tr><td>any</td><td>has it as its active one</td><td>nothing: {@link DatabaseRules} see to it</td></tr>
 * <tr><td>being deleted, with the drivers' finalizer</td><td>none, or another is active</td><td>{@code backup}: the run
 *     clears what was uploaded and lets go of it</td></tr>
 * <tr><td>being deleted, without it</td><td>any</td><td>nothing</td></tr>
 * <tr><td>Completed, and a verification is asked for</td><td>Created, with no active Backup or Restore</td><td>{@code
 *     verify}</td></tr>
 * <tr><td>Completed, Failed</td><td>any</td><td>nothing</td></tr>
 * <tr><td>no phase</td><td>exists</td><td>nothing: it waits for its turn</td></tr>
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
            return backup.held() ? job(backup, database, jobs) : new Nothing("the drivers have let go of it");
        }
        var phase = backup.phase();
        if (phase == null) {
            return database == null ? databaseNotFound(backup) : new Nothing("it waits for its turn");
        }
        return phase.terminal() ? ended(backup, database, jobs) : begun(phase, backup, database, jobs);
    }

    private static Decision ended(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (backup.verification() == null) {
            return new Nothing("it has ended");
        }
        if (database == null || database.deleting() || database.status().phase() != DatabasePhase.CREATED) {
            return new Nothing("it waits to be verified until its Database is Created");
        }
        if (database.status().activeRestore() != null) {
            return new Nothing("it waits to be verified until the Restore has ended");
        }
        return Admission.admit(Episodes.verify(backup, backup.verification()), jobs);
    }

    private static Decision begun(
            BackupPhase phase, BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        if (database == null || database.status().phase() == DatabasePhase.CREATED) {
            return job(backup, database, jobs);
        }
        return new Nothing("it is " + phase + ", and its Database's own runs come first");
    }

    private static Decision job(BackupFacts backup, @Nullable DatabaseFacts database, List<JobFacts> jobs) {
        CreateJob wanted = Episodes.backup(backup);
        if (database == null && backup.driver() == null) {
            return new Report(
                    OperatorEvents.DRIVER_UNKNOWN,
                    "Database " + backup.database() + " does not exist and status.driver is empty, so no driver can end"
                            + " this Backup: create the Database again, or remove the finalizer from this Backup");
        }
        return Admission.admit(wanted, jobs);
    }

    private static Decision databaseNotFound(BackupFacts backup) {
        return new Report(
                OperatorEvents.DATABASE_NOT_FOUND,
                "Database " + backup.database()
                        + " does not exist in this namespace: create the Database or delete this Backup");
    }
}
