package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.BackupReasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes what was stored for a Backup that is being deleted, where its deletion policy says so, and lets the resource go. What
 * cannot be removed holds it, except in a namespace that is being deleted itself.
 */
final class StoredRemoval {
    private final ClusterClient cluster;
    private final Schedules schedules;
    private final StoredBackups.Opener stores;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    StoredRemoval(
            ClusterClient cluster,
            Schedules schedules,
            StoredBackups.Opener stores,
            EventRecorder events,
            Steps steps) {
        this.cluster = cluster;
        this.schedules = schedules;
        this.stores = stores;
        this.events = events;
        this.steps = steps;
    }

    /** Whether the Backup waits for this. */
    static boolean due(BackupHandle backup) {
        return backup.deletionRequested() && backup.keepsStored();
    }

    /**
     * Does it for all Backups of a Database that wait for it, before that one goes and with it the word where they are. In a
     * namespace that is being deleted those wait for it too that are deleted later.
     */
    void beforeDatabaseGoes(DatabaseHandle database) throws InterruptedException {
        var backups = cluster.backupsOf(database.namespace(), database.name()).stream()
                .filter(BackupHandle::keepsStored)
                .toList();
        boolean leaving =
                !backups.isEmpty() && cluster.isLeaving(backups.getFirst().resource());
        for (var backup : backups) {
            if (leaving || due(backup)) {
                try {
                    run(database, backup);
                } catch (DriverException e) {
                    steps.note("Backup " + backup.name() + ": " + e.getMessage());
                }
            }
        }
    }

    /**
     * @param database null for one that is gone
     * @throws DriverException what holds the deletion up; the resource says it too
     */
    void run(@Nullable DatabaseHandle database, BackupHandle backup) throws DriverException, InterruptedException {
        if (!backup.spec().removesStored()) {
            keep(backup, "its deletionPolicy is Retain now");
            return;
        }
        try (var stored = database == null ? stores.openWithoutDatabase() : stores.open(database)) {
            var others = others(backup, stored);
            if (others.isEmpty()) {
                remove(backup, stored);
            } else {
                keep(backup, String.join("; ", others));
            }
        } catch (DriverException e) {
            if (cluster.isLeaving(backup.resource())) {
                keep(backup, "the namespace is being deleted, and they cannot be removed: " + e.getMessage());
                return;
            }
            throw held(backup, e);
        }
    }

    private void remove(BackupHandle backup, StoredBackups stored) throws DriverException, InterruptedException {
        if (!stored.reaches(backup)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "a copy is in a place that neither the Backup nor its Database names now: let backupTo name it again");
        }
        requireUnread(backup);
        // A Restore writes down what it reads and then looks for the mark: one of the two sees the other.
        backup.update(s ->
                s.expired(BackupReasons.BEING_DELETED, "It was deleted: its objects are being removed, and then it"));
        steps.reached(BackupCheckpoints.REMOVAL_MARKED);
        requireUnread(backup);
        var urls = urls(backup);
        stored.remove(backup).forEach(stays -> steps.note("Not removed: " + stays));
        steps.reached(BackupCheckpoints.STORED_REMOVED, "What was stored is removed: " + urls);
        events.normal(backup, DriverEvents.STORED_REMOVED, "Removed with the Backup: " + urls);
        backup.letStoredGo();
    }

    /** What else counts on the objects. */
    private List<String> others(BackupHandle backup, StoredBackups stored)
            throws DriverException, InterruptedException {
        var foreign = stored.foreign(backup);
        if (!foreign.isEmpty()) {
            return foreign;
        }
        var urls = backup.storedUrls();
        return cluster.backupsIn(backup.namespace()).stream()
                .filter(other -> !other.uid().equals(backup.uid()) && !Collections.disjoint(other.storedUrls(), urls))
                .map(other -> "the Backup " + other.name() + " names them as its own")
                .toList();
    }

    private void requireUnread(BackupHandle backup) throws DriverException {
        var restores = schedules.restoresOf(backup);
        if (!restores.isEmpty()) {
            throw DriverException.unavailable(
                    BackupReasons.HELD_BY_RESTORE,
                    "the Restore " + String.join(", ", restores)
                            + " reads it: wait until that has ended, or delete that",
                    null);
        }
    }

    private void keep(BackupHandle backup, String why) {
        var message = "What was stored stays at " + urls(backup) + ": " + why;
        steps.reached(BackupCheckpoints.STORED_KEPT, message);
        events.warning(backup, DriverEvents.STORED_KEPT, message);
        backup.letStoredGo();
    }

    private static DriverException held(BackupHandle backup, DriverException e) {
        var message = "The deletion waits, since what was stored cannot be removed: "
                + Optional.ofNullable(e.getMessage()).orElse("")
                + ". Setting deletionPolicy to Retain lets the resource go and leaves " + urls(backup);
        backup.update(s -> s.removalHeld(e.reason(), message));
        return new DriverException(e.kind(), e.reason(), message, e);
    }

    private static String urls(BackupHandle backup) {
        return String.join(", ", backup.storedUrls());
    }
}
