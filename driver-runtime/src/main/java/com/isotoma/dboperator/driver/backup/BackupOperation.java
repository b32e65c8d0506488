package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.LastBackup;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.prune.PruneAfterBackup;
import com.isotoma.dboperator.driver.run.Attempts;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.Completion;
import com.isotoma.dboperator.driver.trial.BackupsTrial;
import com.isotoma.dboperator.reasons.BackupReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import com.isotoma.dboperator.reasons.EndReasons;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries one Backup through, and its Database with it: Created, the three backup phases, Created. */
public final class BackupOperation {
    private final ClusterClient cluster;
    private final BackupWriter writer;
    private final RequestedBackups requested;
    private final EventRecorder events;
    private final PruneAfterBackup after;
    private final StoredRemoval removal;
    private final Steps steps;

    @Inject
    BackupOperation(
            ClusterClient cluster,
            BackupWriter writer,
            RequestedBackups requested,
            EventRecorder events,
            PruneAfterBackup after,
            StoredRemoval removal,
            Steps steps) {
        this.cluster = cluster;
        this.writer = writer;
        this.requested = requested;
        this.events = events;
        this.after = after;
        this.removal = removal;
        this.steps = steps;
    }

    /** Ends a Backup whose Database does not exist. */
    public void runWithoutDatabase(BackupHandle backup) throws DriverException, InterruptedException {
        if (!backup.ended()) {
            backup.update(s -> s.failed(EndReasons.DATABASE_NOT_FOUND, "The Database does not exist any more"));
            events.warning(backup, DriverEvents.BACKUP_FAILED, "The Database does not exist any more");
        }
        backup.letGo();
        if (StoredRemoval.due(backup)) {
            removal.run(null, backup);
        }
    }

    /**
     * @param backupName the Backup to make; null when somebody set BackupRequested by hand
     * @throws DriverException why this attempt failed, when another one is to follow
     */
    public void run(DatabaseHandle database, @Nullable String backupName, DriverApi driver)
            throws DriverException, InterruptedException {
        var name = backupName != null ? backupName : requested.nameFor(database);
        if (name == null) {
            steps.note("Nothing to back up in phase " + database.phase());
            return;
        }
        var backup = cluster.backup(database.namespace(), name);
        if (backup.isPresent() && backup.get().ended()) {
            // The policy may have been set since.
            backup.get().keepStored();
        }
        if (!takeUp(database, name, backup)) {
            if (backup.isPresent()
                    && backup.get().deletionRequested()
                    && !backup.get().ended()) {
                giveUp(database, backup.get(), EndReasons.CANCELLED, "The Backup was deleted before it ended");
            }
            release(database, backup, driver);
            tell(database, backup);
            removeStored(database, backup);
            return;
        }
        if (backup.isPresent()) {
            make(database, backup.get(), driver);
        }
        finish(database, backup, driver);
        tell(database, backup);
        removeStored(database, backup);
    }

    /** Makes the Backup the active one of its Database, if it is its turn. */
    private boolean takeUp(DatabaseHandle database, String name, Optional<BackupHandle> backup) {
        var phase = database.phase();
        if (database.status().activeRestore() != null) {
            steps.note("It is not the turn of Backup " + name + ": Restore "
                    + database.status().activeRestore() + " is at work");
            return false;
        }
        if (phase == DatabasePhase.CREATED && !database.deletionRequested()) {
            if (backup.isEmpty() || backup.get().ended() || backup.get().deletionRequested()) {
                steps.note("Backup " + name + " needs nothing more");
                return false;
            }
            database.update(s -> s.phase(DatabasePhase.BACKUP_REQUESTED)
                    .activeBackup(name)
                    .message("Backup " + name + " was asked for"));
            steps.reached(BackupCheckpoints.REQUESTED);
        } else if (!backingUp(phase) || !name.equals(database.status().activeBackup())) {
            steps.note("It is not the turn of Backup " + name + ": the Database is in phase " + phase);
            return false;
        }
        if (database.phase() == DatabasePhase.BACKUP_REQUESTED) {
            database.update(
                    s -> s.phase(DatabasePhase.BACKUP_IN_PROGRESS).message("Backup " + name + " is being made"));
            steps.reached(BackupCheckpoints.IN_PROGRESS);
        }
        return true;
    }

    private static boolean backingUp(@Nullable DatabasePhase phase) {
        return phase == DatabasePhase.BACKUP_REQUESTED
                || phase == DatabasePhase.BACKUP_IN_PROGRESS
                || phase == DatabasePhase.BACKUP_COMPLETED;
    }

    private void make(DatabaseHandle database, BackupHandle backup, DriverApi driver)
            throws DriverException, InterruptedException {
        if (backup.ended()) {
            return;
        }
        var record = ResourceRecord.asked(backup);
        if (backup.deletionRequested()) {
            giveUp(database, backup, EndReasons.CANCELLED, "The Backup was deleted before it ended");
            return;
        }
        if (backup.attempts() >= Attempts.MOST) {
            giveUp(
                    database,
                    backup,
                    EndReasons.ATTEMPTS_EXHAUSTED,
                    backup.attempts() + " attempts did not end: "
                            + backup.status().message());
            return;
        }
        try {
            announce(events, database, backup, writer.write(database, driver, record));
        } catch (CancelledException e) {
            giveUp(database, backup, EndReasons.CANCELLED, "The Backup was deleted before it ended");
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.UNAVAILABLE || backup.attempts() >= Attempts.MOST) {
                giveUp(database, backup, e.reason(), e.getMessage());
            } else {
                backup.update(s -> s.retrying(
                        e.reason(), "Attempt " + backup.attempts() + " of " + Attempts.MOST + ": " + e.getMessage()));
                throw e;
            }
        }
    }

    /** Says in Events what a backup came to. */
    static void announce(
            EventRecorder events, DatabaseHandle database, BackupHandle backup, Optional<Completion> made) {
        if (made.isEmpty()) {
            events.normal(
                    database,
                    backup,
                    BackupReasons.ALREADY_STORED,
                    "It was made before, and is not made again: "
                            + backup.status().destination());
            return;
        }
        var completion = made.get();
        events.normal(database, backup, DriverEvents.BACKUP_COMPLETED, "Stored and checked: " + completion.url());
        if (!completion.notes().isEmpty()) {
            events.warning(
                    database, backup, BackupReasons.RESTORE_WILL_LEAVE_OUT, LeftOut.byRestores(completion.notes()));
        }
        if (!completion.omitted().unmatched().isEmpty()) {
            events.warning(
                    database,
                    backup,
                    BackupReasons.NO_SUCH_TABLE,
                    LeftOut.unmatched(completion.omitted().unmatched()));
        }
        completion
                .failures()
                .forEach(f -> events.warning(database, backup, BackupReasons.COPY_FAILED, "There is no copy " + f));
    }

    /** Only marks it: what was stored goes when it is released, after the mark says that no run will store any more. */
    private void giveUp(DatabaseHandle database, BackupHandle backup, String reason, String message) {
        backup.update(s -> s.failed(reason, message));
        steps.reached(BackupCheckpoints.FAILED, "The Backup is Failed: " + message);
        events.warning(database, backup, DriverEvents.BACKUP_FAILED, message);
    }

    private void finish(DatabaseHandle database, Optional<BackupHandle> backup, DriverApi driver)
            throws InterruptedException {
        if (database.phase() != DatabasePhase.BACKUP_COMPLETED) {
            database.update(s -> {
                s.phase(DatabasePhase.BACKUP_COMPLETED).message("The backup has ended");
                backup.filter(b -> b.phase() == BackupPhase.COMPLETED && newest(database, b))
                        .ifPresent(b -> s.lastBackup(new LastBackup(
                                b.name(), b.status().completedAt(), b.status().destination())));
                backup.flatMap(BackupsTrial::provenBy).ifPresent(s::backupsPossible);
            });
            steps.reached(BackupCheckpoints.ENDED);
        }
        release(database, backup, driver);
        database.update(s -> s.phase(DatabasePhase.CREATED).activeBackup(null).message(outcome(backup)));
        steps.reached(BackupCheckpoints.CREATED_AGAIN);
    }

    /** One that has come back is older than some that was made since, also where both ended in the same second. */
    private static boolean newest(DatabaseHandle database, BackupHandle backup) {
        var last = database.status().lastBackup();
        var before = last == null ? null : last.completedAt();
        var now = backup.status().completedAt();
        if (before == null || now == null) {
            return true;
        }
        int order = Instant.parse(now).compareTo(Instant.parse(before));
        return order > 0 || (order == 0 && !hasComeBack(backup));
    }

    private static boolean hasComeBack(BackupHandle backup) {
        return Conditions.find(backup.status().conditions(), BackupStatus.COMPLETE)
                .filter(c -> BackupReasons.ALREADY_STORED.equals(c.getReason()))
                .isPresent();
    }

    private void tell(DatabaseHandle database, Optional<BackupHandle> backup) throws InterruptedException {
        if (backup.isPresent() && backup.get().ended()) {
            after.ended(database, backup.get());
        }
    }

    private static String outcome(Optional<BackupHandle> backup) {
        return backup.map(b -> "Backup " + b.name() + " has ended: " + Objects.toString(b.phase()))
                .orElse("The Backup was deleted");
    }

    private void release(DatabaseHandle database, Optional<BackupHandle> backup, DriverApi driver)
            throws InterruptedException {
        if (backup.isPresent() && (backup.get().ended() || backup.get().deletionRequested())) {
            writer.release(database, driver, backup.get());
        }
    }

    /** Last, since it may have to wait and the Database is not to. */
    private void removeStored(DatabaseHandle database, Optional<BackupHandle> backup)
            throws DriverException, InterruptedException {
        if (backup.isPresent() && StoredRemoval.due(backup.get())) {
            removal.run(database, backup.get());
        }
    }
}
