package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.run.Attempts;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import com.isotoma.dboperator.reasons.RestoreReasons;
import jakarta.inject.Inject;
import java.util.Optional;

/** Carries one Restore through. Its Database stays Created, and has its name as the active Restore. */
public final class RestoreOperation {
    private final ClusterClient cluster;
    private final RestoreAttempt attempt;
    private final RestoreEnd end;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    RestoreOperation(ClusterClient cluster, RestoreAttempt attempt, RestoreEnd end, EventRecorder events, Steps steps) {
        this.cluster = cluster;
        this.attempt = attempt;
        this.end = end;
        this.events = events;
        this.steps = steps;
    }

    /** Ends a Restore whose Database does not exist. */
    public void runWithoutDatabase(RestoreHandle restore) {
        end.giveUpWithoutDatabase(restore, EndReasons.DATABASE_NOT_FOUND, "The Database does not exist any more");
        restore.letGo();
    }

    /** @throws DriverException why this attempt failed, when another one is to follow */
    public void run(DatabaseHandle database, String name, DriverApi driver)
            throws DriverException, InterruptedException {
        var restore = cluster.restore(database.namespace(), name);
        if (!takeUp(database, name, restore)) {
            return;
        }
        if (restore.isEmpty()) {
            end.lost(database, driver);
            return;
        }
        if (restore.get().phase() == null && RestoreEnd.replacing(database)) {
            // Another one of this name was Replacing, and was taken away with its finalizer.
            end.lost(database, driver);
            if (!takeUp(database, name, restore)) {
                return;
            }
        }
        carry(database, restore.get(), driver);
        end.finish(database, restore.get(), driver);
    }

    /** Makes the Restore the active one of its Database, if it is its turn. */
    private boolean takeUp(DatabaseHandle database, String name, Optional<RestoreHandle> restore) {
        if (name.equals(database.status().activeRestore())) {
            if (database.deletionRequested()) {
                steps.note("The deletion of the Database ends Restore " + name);
                return false;
            }
            return true;
        }
        if (restore.isEmpty() || endIdle(database, restore.get())) {
            steps.note("Restore " + name + " needs nothing more");
            return false;
        }
        var free = database.phase() == DatabasePhase.CREATED
                && !database.deletionRequested()
                && database.status().activeRestore() == null;
        if (!free) {
            steps.note("It is not the turn of Restore " + name + ": the Database is in phase " + database.phase());
            return false;
        }
        database.update(s -> s.activeRestore(name).message("Restore " + name + " is at work"));
        steps.reached(RestoreCheckpoints.ACTIVE);
        return true;
    }

    /** Ends a Restore that is not its Database's active one and cannot become it. */
    private boolean endIdle(DatabaseHandle database, RestoreHandle restore) {
        if (!restore.ended() && restore.deletionRequested()) {
            end.giveUp(database, restore, EndReasons.CANCELLED, "The Restore was deleted before it ended");
        } else if (!restore.ended() && restore.phase() != null) {
            end.giveUp(
                    database,
                    restore,
                    RestoreReasons.DATABASE_MADE_ANEW,
                    "The Database was deleted and created again while this Restore worked on it: create another one");
        }
        if (restore.ended()) {
            restore.letGo();
        }
        return restore.ended();
    }

    private void carry(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        if (restore.ended()) {
            return;
        }
        if (restore.phase() != RestorePhase.REPLACING) {
            if (restore.deletionRequested()) {
                end.giveUp(database, restore, EndReasons.CANCELLED, "The Restore was deleted before it ended");
            } else if (restore.attempts() >= Attempts.MOST) {
                end.giveUp(
                        database,
                        restore,
                        EndReasons.ATTEMPTS_EXHAUSTED,
                        restore.attempts() + " attempts did not end: "
                                + restore.status().message());
            } else {
                attempt(database, restore, driver);
            }
        }
        if (restore.phase() == RestorePhase.REPLACING) {
            end.replace(database, restore, driver);
            events.normal(
                    database,
                    restore,
                    DriverEvents.RESTORE_COMPLETED,
                    "Restored from " + restore.status().source());
        }
    }

    private void attempt(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        try {
            attempt.make(database, restore, driver);
        } catch (CancelledException e) {
            boolean gone = database.deletionRequested();
            end.giveUp(
                    database,
                    restore,
                    gone ? EndReasons.DATABASE_DELETED : EndReasons.CANCELLED,
                    "The " + (gone ? "Database" : "Restore") + " was deleted before the Restore ended");
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.UNAVAILABLE || restore.attempts() >= Attempts.MOST) {
                end.giveUp(database, restore, e.reason(), e.getMessage());
            } else {
                restore.update(s -> s.retrying(
                        e.reason(), "Attempt " + restore.attempts() + " of " + Attempts.MOST + ": " + e.getMessage()));
                throw e;
            }
        }
    }
}
