package com.isotoma.dboperator.driver.drop;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.driver.backup.FinalBackups;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.SecretGuard;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.restore.RestoreEnd;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Takes a Database through its deletion: a last backup where the policy says so, drop, and letting go. */
public final class DropOperation {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final FinalBackups backups;
    private final RestoreEnd restores;
    private final ApplicationSecret secret;
    private final SecretGuard guard;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    DropOperation(
            DatabaseTargets targets,
            IdentityCheck identity,
            FinalBackups backups,
            RestoreEnd restores,
            ApplicationSecret secret,
            SecretGuard guard,
            EventRecorder events,
            Steps steps) {
        this.targets = targets;
        this.identity = identity;
        this.backups = backups;
        this.restores = restores;
        this.secret = secret;
        this.guard = guard;
        this.events = events;
        this.steps = steps;
    }

    /** @throws DriverException what holds the deletion up */
    public void run(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (!database.deletionRequested() || !database.held()) {
            steps.note("Nothing to delete");
            return;
        }
        while (database.held()) {
            var phase = database.phase();
            switch (phase) {
                case null -> decide(database);
                case CREATING -> decide(database);
                case CREATED -> {
                    restores.beforeDeletion(
                            database, driver, database.spec().effectiveDeletionPolicy() != DeletionPolicy.DELETE);
                    decide(database);
                }
                case BACKUP_REQUESTED, BACKUP_IN_PROGRESS, BACKUP_COMPLETED -> {
                    steps.note("The deletion waits for the backup that is being made");
                    return;
                }
                case BACKUP_BEFORE_DELETE_REQUESTED, BACKUP_BEFORE_DELETE_IN_PROGRESS -> lastBackup(database, driver);
                case BACKUP_BEFORE_DELETE_COMPLETED ->
                    advance(database, DatabasePhase.DELETION_REQUESTED, "The last backup is made");
                case DELETION_REQUESTED ->
                    advance(database, DatabasePhase.DELETION_IN_PROGRESS, "Database and user are being dropped");
                case DELETION_IN_PROGRESS -> drop(database, driver);
                case DELETED -> letGo(database, driver);
            }
        }
    }

    /** The policy is asked again in every run, so that changing it is the way out of a backup that cannot be made. */
    private void decide(DatabaseHandle database) {
        if (!onServer(database)) {
            advance(database, DatabasePhase.DELETION_REQUESTED, "Nothing was made on the server yet");
            return;
        }
        switch (database.spec().effectiveDeletionPolicy()) {
            case BACKUP_THEN_DELETE ->
                advance(database, DatabasePhase.BACKUP_BEFORE_DELETE_REQUESTED, "A last backup will be made");
            case DELETE, RETAIN -> advance(database, DatabasePhase.DELETION_REQUESTED, "Will be deleted");
        }
    }

    private void lastBackup(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (database.spec().effectiveDeletionPolicy() != DeletionPolicy.BACKUP_THEN_DELETE) {
            backups.abandon(
                    database,
                    driver,
                    EndReasons.ABANDONED,
                    "The deletion policy was changed while this backup was due");
            database.update(s -> s.phase(DatabasePhase.DELETION_REQUESTED)
                    .activeBackup(null)
                    .ready(false, DatabaseReasons.DELETING, "The deletion policy was changed: no last backup"));
            steps.reached(DropCheckpoints.LAST_BACKUP_ABANDONED);
            return;
        }
        if (database.phase() == DatabasePhase.BACKUP_BEFORE_DELETE_REQUESTED) {
            database.update(s -> s.phase(DatabasePhase.BACKUP_BEFORE_DELETE_IN_PROGRESS)
                    .activeBackup(FinalBackups.nameFor(database))
                    .ready(false, DatabaseReasons.DELETING, "The last backup is being made"));
            steps.reached(DropCheckpoints.LAST_BACKUP_IN_PROGRESS);
        }
        var made = backups.make(database, driver, FinalBackups.nameFor(database));
        database.update(s -> {
            s.phase(DatabasePhase.BACKUP_BEFORE_DELETE_COMPLETED)
                    .activeBackup(null)
                    .ready(
                            false,
                            DatabaseReasons.DELETING,
                            made.isPresent()
                                    ? "The last backup is made"
                                    : "There is no database on the server to back up");
            made.ifPresent(s::lastBackup);
        });
        steps.reached(DropCheckpoints.LAST_BACKUP_COMPLETED);
    }

    private void drop(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (database.spec().effectiveDeletionPolicy() == DeletionPolicy.RETAIN) {
            events.normal(database, DriverEvents.RETAINED, "Database, user and Secret stay as they are");
        } else {
            if (onServer(database)) {
                var target = targets.inForce(database, driver);
                driver.validate(target);
                identity.requireServer(database, driver, target);
                driver.drop(target);
                steps.reached(DropCheckpoints.DROPPED);
                events.normal(
                        database,
                        DriverEvents.DROPPED,
                        "Database " + target.databaseName() + " and user " + target.username()
                                + " are dropped from the server");
            }
            secret.delete(database);
            steps.reached(DropCheckpoints.SECRET_DELETED);
        }
        advance(database, DatabasePhase.DELETED, "Deleted");
    }

    /** Names are recorded before the first thing is made. */
    private static boolean onServer(DatabaseHandle database) {
        return database.status().databaseName() != null;
    }

    private void letGo(DatabaseHandle database, DriverApi driver) throws InterruptedException {
        backups.endAll(database, driver);
        restores.endAll(database);
        backups.removeStored(database);
        guard.releaseAll(database);
        steps.reached(DropCheckpoints.SECRETS_RELEASED);
        database.letGo();
        steps.reached(DropCheckpoints.GONE);
    }

    /**
     * What a person can do now about a deletion that is held up, as further sentences of its message; empty where the
     * policy keeps everything anyhow.
     */
    public static String waysOut(DeletionPolicy policy, @Nullable DatabasePhase phase) {
        var retain = ". Setting deletionPolicy to Retain lets the resource go and leaves the data";
        return switch (policy) {
            case RETAIN -> "";
            case DELETE -> retain;
            case BACKUP_THEN_DELETE -> lastBackupIsDue(phase) ? retain + "; Delete skips the last backup" : retain;
        };
    }

    private static boolean lastBackupIsDue(@Nullable DatabasePhase phase) {
        return switch (phase) {
            case BACKUP_BEFORE_DELETE_COMPLETED, DELETION_REQUESTED, DELETION_IN_PROGRESS, DELETED -> false;
            case null, default -> true;
        };
    }

    private void advance(DatabaseHandle database, DatabasePhase next, String message) {
        database.update(s -> s.phase(next).ready(false, DatabaseReasons.DELETING, message));
        steps.reached(DropCheckpoints.phase(next));
    }
}
