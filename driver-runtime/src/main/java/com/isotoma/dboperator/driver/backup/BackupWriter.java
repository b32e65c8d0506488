package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.status.DumpOrigin;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.storage.DumpOptions;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.Completion;
import com.isotoma.dboperator.driver.transfer.CopyOutcome;
import com.isotoma.dboperator.driver.transfer.CopyRun;
import com.isotoma.dboperator.driver.transfer.ObjectWriter;
import com.isotoma.dboperator.reasons.DriverEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one attempt at one backup of a Database, under keys of its own. Its manifest, written last, makes an object a backup:
 * whatever goes wrong before, there is none.
 */
final class BackupWriter {
    /** Nothing that another cluster may do in the same place takes as long. */
    private static final Duration ABANDONED = Duration.ofHours(24);

    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final Buckets storage;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    BackupWriter(
            DatabaseTargets targets,
            IdentityCheck identity,
            Buckets storage,
            EventRecorder events,
            Steps steps,
            Clock clock) {
        this.events = events;
        this.targets = targets;
        this.identity = identity;
        this.storage = storage;
        this.steps = steps;
        this.clock = clock;
    }

    /**
     * Dumps and stores, unless that was done before for a Backup that has come back without its status.
     *
     * @return what came of each copy, of which one at least is stored and was checked, and has its manifest; empty
     *     when it was stored before
     * @throws CancelledException when the backup is not wanted any more
     * @throws LostRaceException when another run has taken it over
     */
    Optional<Completion> write(DatabaseHandle database, DriverApi driver, BackupRecord record)
            throws DriverException, InterruptedException {
        var startedAt = clock.instant();
        record.starting(new DumpOrigin(
                database.driver(),
                database.status().serverIdentity(),
                database.status().databaseName()));
        steps.reached(BackupCheckpoints.STARTING);
        var target = targets.inForce(database, driver);
        driver.validate(target);
        if (database.status().created()) {
            identity.require(database, driver, target);
        }
        var given = record.options(database.spec().effectiveBackupOptions());
        var options = DumpOptions.of(given.rateLimit(), given.compressionLevel(), "spec.backupOptions");
        var exclusions = record.whole() ? Exclusions.NONE : AskedExclusions.of(given, driver, database.driver());
        try (var places = Destinations.open(storage, database, driver.backupFormat(), record)) {
            if (record.mayBeStored()) {
                var earlier =
                        new EarlierBackups(target.owner(), record.name(), record.storedAs(), steps).in(places.copies());
                if (earlier.isPresent() && record.whole() && earlier.get().partial()) {
                    steps.note("What was stored before leaves out tables or rows, and is not taken for this backup");
                } else if (earlier.isPresent()) {
                    record.foundStored(earlier.get());
                    steps.reached(
                            BackupCheckpoints.FOUND_STORED,
                            "The Backup is Completed: its object is from before, at "
                                    + earlier.get().first().url());
                    return Optional.empty();
                }
                steps.reached(BackupCheckpoints.NOTHING_STORED);
            }
            var describer = new BackupDescriber(
                    database.driver(),
                    target,
                    storage.uidOf(database.namespace()),
                    database.status().serverIdentity(),
                    driver.backupFormat(),
                    record,
                    startedAt,
                    clock);
            var completion = new ObjectWriter(steps, options)
                    .write(places.copies(), new DatabaseDump(driver, target, exclusions), describer, record);
            if (!record.releasedLater()) {
                clearOthers(places.copies(), completion, record);
            }
            // This run holds the Database's lease: nobody else has an upload under way there.
            for (var copy : places.copies()) {
                copy.sweep(clock.instant().minus(ABANDONED), steps);
            }
            return Optional.of(completion);
        }
    }

    private void clearOthers(List<CopyRun> copies, Completion completion, BackupRecord record)
            throws InterruptedException {
        var good = completion.copies().stream()
                .filter(c -> c.result() != null)
                .map(CopyOutcome::url)
                .collect(Collectors.toUnmodifiableSet());
        for (var copy : copies) {
            copy.clearOthers(good, record::confirm, steps)
                    .forEach(stays -> steps.note("What an earlier run left stays: " + stays));
        }
    }

    /**
     * Lets go of a Backup on which no run works any more. What attempts have left in the stores beside its object is removed
     * first, as far as they let it be: the finalizer says that there may be something.
     */
    void release(DatabaseHandle database, DriverApi driver, BackupHandle backup) throws InterruptedException {
        if (!backup.held()) {
            return;
        }
        boolean completed = backup.phase() == BackupPhase.COMPLETED;
        if (completed ? backup.attempts() > 1 : backup.status().destination() != null) {
            var record = ResourceRecord.asked(backup);
            var good = completed ? Set.copyOf(backup.storedUrls()) : Set.<String>of();
            try (var places = Destinations.open(storage, database, driver.backupFormat(), record)) {
                var stays = new ArrayList<String>();
                for (var copy : places.copies()) {
                    stays.addAll(copy.clearOthers(good, record::confirm, steps));
                }
                tell(backup, stays);
            } catch (DriverException e) {
                steps.note("What attempts have left could not be removed: " + e.getMessage());
            }
        }
        backup.letGo();
    }

    /** What stays is no backup of which a resource knows, and costs its room; nothing else depends on it. */
    private void tell(BackupHandle backup, List<String> stays) {
        steps.reached(
                BackupCheckpoints.REMAINS_CLEARED,
                stays.isEmpty()
                        ? "What attempts have left is removed"
                        : "What attempts have left could not be removed: " + String.join("; ", stays));
        if (!stays.isEmpty()) {
            events.warning(
                    backup,
                    DriverEvents.REMAINS_KEPT,
                    "The store keeps what earlier attempts have left: " + String.join("; ", stays));
        }
    }
}
