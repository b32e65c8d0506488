package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.backup.FinalBackups;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.database.SideDatabase;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;

/** How restores end: with the data in its place, or with nothing of it left. */
public final class RestoreEnd {

    private final ClusterClient cluster;
    private final SideDatabase side;
    private final FinalBackups backups;
    private final PastRestores past;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    RestoreEnd(
            ClusterClient cluster,
            SideDatabase side,
            FinalBackups backups,
            PastRestores past,
            EventRecorder events,
            Steps steps) {
        this.cluster = cluster;
        this.side = side;
        this.backups = backups;
        this.past = past;
        this.events = events;
        this.steps = steps;
    }

    /** Only marks it: what was made on the server goes when it is finished, after the mark says that no run makes more. */
    void giveUp(DatabaseHandle database, RestoreHandle restore, String reason, String message) {
        if (markFailed(restore, reason, message)) {
            events.warning(database, restore, DriverEvents.RESTORE_FAILED, message);
        }
    }

    /** As {@link #giveUp}, where there is no Database to tell. */
    void giveUpWithoutDatabase(RestoreHandle restore, String reason, String message) {
        if (markFailed(restore, reason, message)) {
            events.warning(restore, DriverEvents.RESTORE_FAILED, message);
        }
    }

    private boolean markFailed(RestoreHandle restore, String reason, String message) {
        if (restore.ended()) {
            return false;
        }
        restore.update(s -> s.failed(reason, message));
        steps.reached(RestoreCheckpoints.FAILED, "The Restore is Failed: " + message);
        return true;
    }

    /**
     * Brings a Restore that is Replacing to its end. That has begun is written to the Database before anything of it is
     * touched, so that it can be finished even where the Restore has been taken away.
     */
    void replace(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        try {
            putInPlace(database, driver, Optional.of(restore));
            restore.update(s -> s.completed("Restored from " + restore.status().source()));
            steps.reached(RestoreCheckpoints.COMPLETED);
        } catch (DriverException e) {
            if (refused(e)) {
                past.forget(database, restore);
                giveUp(database, restore, e.reason(), e.getMessage());
                return;
            }
            if (e.nothingChanged() && (restore.deletionRequested() || database.deletionRequested())) {
                past.forget(database, restore);
                boolean gone = database.deletionRequested();
                giveUp(
                        database,
                        restore,
                        gone ? EndReasons.DATABASE_DELETED : EndReasons.CANCELLED,
                        "The " + (gone ? "Database" : "Restore") + " was deleted while the restored data waited to take"
                                + " its place; the data in use is as it was");
                return;
            }
            restore.update(
                    s -> s.retrying(e.reason(), "The restored data could not take its place yet: " + e.getMessage()));
            if (e.nothingChanged() && isThere(database, driver)) {
                // Applications go on working, and deleting the Restore gives it up.
                database.update(s -> s.ready(true, DatabaseReasons.CREATED, ready(database)));
            } else {
                database.update(s -> s.ready(
                        false,
                        DatabaseReasons.RESTORING,
                        "The restore goes on when this is mended: " + e.getMessage()));
            }
            throw e;
        }
    }

    private void putInPlace(DatabaseHandle database, DriverApi driver, Optional<RestoreHandle> restore)
            throws DriverException, InterruptedException {
        var carriedOut = restore.map(past::of);
        database.update(s -> {
            s.ready(false, DatabaseReasons.RESTORING, "The restored data takes the place of what was there");
            carriedOut.ifPresent(s::restored);
        });
        steps.reached(RestoreCheckpoints.REPLACEMENT_ANNOUNCED);
        past.spread(database, restore);
        side.replace(database, driver);
        steps.reached(RestoreCheckpoints.IN_PLACE);
    }

    private static String ready(DatabaseHandle database) {
        return "Ready for use: connect with the Secret " + database.secretInUse();
    }

    /** Nothing was touched, and it would be the same the next time. */
    private static boolean refused(DriverException e) {
        return e.kind() == DriverException.Kind.USER
                && (e.nothingChanged()
                        || e.reason().equals(Reasons.RESTORE_FAILED)
                        || e.reason().equals(DatabaseReasons.DATABASE_TAKEN));
    }

    /** Clears what an ended Restore has left, and lets go of its Database and of it. */
    void finish(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        if (restore.phase() != RestorePhase.COMPLETED) {
            clear(database, driver);
            var safety = restore.status().safetyBackup();
            if (safety != null) {
                backups.abandon(
                        database,
                        driver,
                        safety,
                        EndReasons.ABANDONED,
                        "The Restore that wanted this Backup has failed");
            }
        }
        boolean there = restore.phase() == RestorePhase.COMPLETED || !replacing(database) || isThere(database, driver);
        release(database, "Restore " + restore.name() + " is " + restore.phase(), there);
        restore.letGo();
        steps.reached(RestoreCheckpoints.LET_GO);
    }

    /** Ends what a Restore that is gone, with its finalizer taken off by somebody, has left of its work. */
    void lost(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        if (replacing(database)) {
            putInPlace(database, driver, Optional.empty());
        } else {
            clear(database, driver);
        }
        release(database, "The Restore was removed", !replacing(database) || isThere(database, driver));
    }

    /**
     * Ends the active Restore of a Database that is being deleted. Data that is taking its place gets there first, since
     * a last backup has to find one database and not two halves.
     *
     * @param keepsData whether the Database's data is to be backed up or kept
     */
    public void beforeDeletion(DatabaseHandle database, DriverApi driver, boolean keepsData)
            throws DriverException, InterruptedException {
        var name = database.status().activeRestore();
        if (name == null) {
            return;
        }
        var restore = cluster.restore(database.namespace(), name);
        if (restore.isEmpty()) {
            if (keepsData) {
                lost(database, driver);
            } else {
                clear(database, driver);
                release(database, "The Restore was removed", true);
            }
            return;
        }
        var active = restore.get();
        if (keepsData && active.phase() == RestorePhase.REPLACING) {
            replace(database, active, driver);
        }
        giveUp(database, active, EndReasons.DATABASE_DELETED, "The Database was deleted before this Restore ended");
        finish(database, active, driver);
    }

    /** Ends every Restore into a Database that is about to go, so that none is held or waited for any more. */
    public void endAll(DatabaseHandle database) {
        for (var restore : cluster.restoresOf(database.namespace(), database.name())) {
            try {
                giveUp(
                        database,
                        restore,
                        EndReasons.DATABASE_DELETED,
                        "The Database was deleted before this Restore ended");
                restore.letGo();
            } catch (LostRaceException e) {
                // The Database goes whoever ends it.
                steps.note(String.valueOf(e.getMessage()));
            }
        }
    }

    /** What is beside a database on another server stays there; the next Restore on that server drops it first. */
    private void clear(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        try {
            side.drop(database, driver);
            steps.reached(DatabaseCheckpoints.SIDE_DROPPED);
        } catch (DriverException e) {
            if (!e.reason().equals(DatabaseReasons.SERVER_CHANGED) || database.deletionRequested()) {
                throw e;
            }
            steps.note("What may be left beside the database in use is on another server: " + e.getMessage());
        }
    }

    private boolean isThere(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        try {
            return side.hasTarget(database, driver);
        } catch (DriverException e) {
            if (!e.reason().equals(DatabaseReasons.SERVER_CHANGED)) {
                throw e;
            }
            return false;
        }
    }

    private void release(DatabaseHandle database, String message, boolean there) {
        database.update(s -> {
            s.activeRestore(null);
            if (replacing(database) && !database.deletionRequested()) {
                if (!there) {
                    s.ready(
                            false,
                            Reasons.DATABASE_MISSING,
                            IdentityCheck.missingMessage(
                                    database, Objects.toString(database.status().databaseName())));
                } else {
                    s.ready(true, DatabaseReasons.CREATED, ready(database));
                }
            }
            s.message(message);
        });
        steps.reached(RestoreCheckpoints.RELEASED);
    }

    /** Whether restored data may have taken the place of the old in part. */
    static boolean replacing(DatabaseHandle database) {
        return database.unreadiness().filter(DatabaseReasons.RESTORING::equals).isPresent();
    }
}
