package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.LastBackup;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the backups that must be there before data goes: the last one of a Database that is deleted, and the one before a
 * restore. The last one is never given up on, since giving up would either lose data or hold the Database for ever without
 * a word: each run is one more attempt, until one succeeds or the deletion policy is changed.
 */
public final class FinalBackups {
    private static final int UID_LENGTH = 8;

    private final ClusterClient cluster;
    private final BackupWriter writer;
    private final StoredRemoval removal;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    FinalBackups(
            ClusterClient cluster,
            BackupWriter writer,
            StoredRemoval removal,
            EventRecorder events,
            Steps steps,
            Clock clock) {
        this.removal = removal;
        this.cluster = cluster;
        this.writer = writer;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    public static String nameFor(DatabaseHandle database) {
        return RequestedBackups.shortened(database.name()) + "-final-"
                + database.uid().substring(0, UID_LENGTH);
    }

    /** The name of the backup that is made before a restore. */
    public static String nameFor(RestoreHandle restore) {
        return RequestedBackups.shortened(restore.name()) + "-before-"
                + restore.uid().substring(0, UID_LENGTH);
    }

    /**
     * Makes the backup of that name, or finds it made.
     *
     * @return what it came to; empty when the server has no such database, and nothing can be lost
     * @throws DriverException why it could not be made now
     */
    public Optional<LastBackup> make(DatabaseHandle database, DriverApi driver, String name)
            throws DriverException, InterruptedException {
        var resource = cluster.createBackup(RequestedBackups.whole(database, name));
        if (resource.isEmpty()) {
            return unrecorded(database, driver);
        }
        var backup = resource.get();
        if (backup.ended()) {
            // The run that ended it may have been cut off before it let go.
            writer.release(database, driver, backup);
        }
        if (backup.phase() == BackupPhase.COMPLETED) {
            requireWhole(backup);
            return Optional.of(lastBackup(backup));
        }
        if (backup.phase() == BackupPhase.FAILED) {
            if (nothingToLose(backup.failure())) {
                return Optional.empty();
            }
            // A policy that was changed, and changed back.
            throw DriverException.user(
                    DatabaseReasons.LAST_BACKUP_FAILED,
                    "The Backup " + backup.name() + " has failed: delete it, and it is tried again");
        }
        try {
            BackupOperation.announce(
                    events, database, backup, writer.write(database, driver, new ResourceRecord(backup, true)));
            writer.release(database, driver, backup);
            return Optional.of(lastBackup(backup));
        } catch (CancelledException e) {
            writer.release(database, driver, backup);
            throw DriverException.unavailable(
                    DatabaseReasons.LAST_BACKUP_CANCELLED,
                    "The Backup " + backup.name() + " was deleted while it was being made",
                    e);
        } catch (DriverException e) {
            if (nothingToLose(e.reason())) {
                end(database, driver, backup, e.reason(), e.getMessage());
                return Optional.empty();
            }
            backup.update(s -> s.retrying(e.reason(), "Attempt " + backup.attempts() + ": " + e.getMessage()));
            throw e;
        }
    }

    /** One of that name that was made for something else. */
    private static void requireWhole(BackupHandle backup) throws DriverException {
        if (Boolean.TRUE.equals(backup.status().partial())) {
            throw DriverException.user(
                    DatabaseReasons.LAST_BACKUP_FAILED,
                    "The Backup " + backup.name()
                            + " leaves out tables or rows, and what it leaves out would be lost: delete"
                            + " it, and one of everything is made");
        }
    }

    /** Ends the last backup, which nobody waits for any more. */
    public void abandon(DatabaseHandle database, DriverApi driver, String reason, String message)
            throws InterruptedException {
        abandon(database, driver, nameFor(database), reason, message);
    }

    /** Ends the backup of that name, unless it has ended or is not there. */
    public void abandon(DatabaseHandle database, DriverApi driver, String name, String reason, String message)
            throws InterruptedException {
        var backup = cluster.backup(database.namespace(), name);
        if (backup.isPresent()) {
            end(database, driver, backup.get(), reason, message);
        }
    }

    /** Ends every Backup of a Database that is about to go, so that none is held or waited for any more. */
    public void endAll(DatabaseHandle database, DriverApi driver) throws InterruptedException {
        for (var backup : cluster.backupsOf(database.namespace(), database.name())) {
            try {
                end(
                        database,
                        driver,
                        backup,
                        EndReasons.DATABASE_DELETED,
                        "The Database was deleted before this Backup ended");
            } catch (LostRaceException e) {
                // The Database goes whoever ends it.
                steps.note(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Removes what was stored for Backups that are being deleted, before the word where it is goes with their Database. */
    public void removeStored(DatabaseHandle database) throws InterruptedException {
        removal.beforeDatabaseGoes(database);
    }

    private void end(DatabaseHandle database, DriverApi driver, BackupHandle backup, String reason, String message)
            throws InterruptedException {
        if (!backup.ended()) {
            backup.update(s -> s.failed(reason, message));
            events.warning(database, backup, DriverEvents.BACKUP_FAILED, message);
        }
        writer.release(database, driver, backup);
    }

    /** A database that is not there, or is somebody else's and will be left alone. */
    private static boolean nothingToLose(@Nullable String reason) {
        return Reasons.DATABASE_MISSING.equals(reason)
                || Reasons.NAME_CONFLICT.equals(reason)
                || DatabaseReasons.DATABASE_TAKEN.equals(reason);
    }

    private Optional<LastBackup> unrecorded(DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        var record = new UnrecordedBackup(database, database.deletedAt(), steps);
        try {
            var completion = writer.write(database, driver, record).orElseThrow();
            var now = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
            return Optional.of(new LastBackup(record.name(), now, completion.url()));
        } catch (DriverException e) {
            if (nothingToLose(e.reason())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static LastBackup lastBackup(BackupHandle backup) {
        return new LastBackup(
                backup.name(), backup.status().completedAt(), backup.status().destination());
    }
}
