package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.crds.v1alpha1.OverwritePolicy;
import com.isotoma.dboperator.driver.backup.FinalBackups;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.database.IdentityCheck;
import com.isotoma.dboperator.driver.database.SideDatabase;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.source.DumpReader;
import com.isotoma.dboperator.driver.source.RecordedObject;
import com.isotoma.dboperator.driver.source.Signatures;
import com.isotoma.dboperator.driver.source.Source;
import com.isotoma.dboperator.driver.source.SourceStores;
import com.isotoma.dboperator.driver.source.StoredDump;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.reasons.RestoreReasons;
import jakarta.inject.Inject;
import java.util.ArrayList;

/**
 * Makes one attempt at one restore, up to the phase Replacing: then the database beside the one in use holds what the
 * backup held, all of it was compared, and the one in use has not been touched.
 */
final class RestoreAttempt {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final RestoreSources sources;
    private final SourceStores storage;
    private final SideDatabase side;
    private final FinalBackups backups;
    private final PastRestores past;
    private final EventRecorder events;
    private final Steps steps;

    @Inject
    RestoreAttempt(
            DatabaseTargets targets,
            IdentityCheck identity,
            RestoreSources sources,
            SourceStores storage,
            SideDatabase side,
            FinalBackups backups,
            PastRestores past,
            EventRecorder events,
            Steps steps) {
        this.targets = targets;
        this.identity = identity;
        this.sources = sources;
        this.storage = storage;
        this.side = side;
        this.backups = backups;
        this.past = past;
        this.events = events;
        this.steps = steps;
    }

    /**
     * @throws CancelledException when the restore is not wanted any more
     * @throws LostRaceException when another run has taken it over
     */
    void make(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        var driverName = database.driver();
        restore.hold();
        restore.update(s -> s.starting(driverName, DatabaseTargets.databaseName(database, driver.naming())));
        steps.reached(RestoreCheckpoints.STARTING);
        if (restore.status().source() == null) {
            past.requireNew(database, restore);
            steps.reached(RestoreCheckpoints.IS_NEW);
        }
        var target = targets.inForce(database, driver);
        driver.validate(target);
        requireReplacement(driver, driverName);
        boolean there = identity.forRestore(database, driver, target);
        steps.reached(
                RestoreCheckpoints.DATABASE_LOOKED_FOR,
                there ? "The database is there" : "The database is to be made again from the backup");
        var source = sources.of(restore);
        if (restore.status().source() == null) {
            restore.update(s -> s.source(source.url(), source.backupName()));
            sources.confirm(source);
        }
        steps.reached(RestoreCheckpoints.SOURCE_DECIDED, "What is restored is decided: " + source.url());
        var record = new RestoreRecord(database, restore);
        try (var place = storage.open(database, restore, source)) {
            var found = judged(restore, source, place.manifest());
            var dump = StoredDump.find(found, place.tenant(), source, driverName, driver.backupFormat());
            restore.update(s -> s.serverVersion(dump.serverVersion()));
            steps.reached(
                    RestoreCheckpoints.DUMP_KNOWN,
                    dump.comparable() ? "What was stored is known" : "Nothing says what was stored");
            // What costs little comes before a backup of the present data, which may cost hours.
            DumpReader.peek(place, source, dump, driver::checkDump);
            steps.reached(RestoreCheckpoints.DUMP_READABLE);
            if (there) {
                driver.requireReplaceable(target);
                steps.reached(RestoreCheckpoints.EXCHANGE_POSSIBLE);
                makeRoom(database, restore, driver, target);
            }
            record.requireWanted();
            restore.update(s ->
                    s.restoring(dump.comparable() ? "The dump is being read" : "The dump is being read" + note(dump)));
            steps.reached(RestoreCheckpoints.RESTORING);
            var beside = side.make(database, driver);
            steps.reached(DatabaseCheckpoints.SIDE_MADE);
            var notes = new ArrayList<>(
                    LeftOut.asked(dump.omitted().tables(), dump.omitted().data()));
            var end = DumpReader.read(
                    place,
                    source,
                    dump,
                    stream ->
                            notes.addAll(driver.restoreReporting(beside, stream).notes()),
                    record);
            steps.reached(
                    RestoreCheckpoints.DUMP_RESTORED, "The dump is restored beside the one in use: " + end.text());
            if (!notes.isEmpty()) {
                restore.update(s -> s.leftOut(notes));
                events.warning(database, restore, RestoreReasons.LEFT_OUT, LeftOut.byThisRestore(notes));
                steps.reached(RestoreCheckpoints.LEFT_OUT, LeftOut.byThisRestore(notes));
            }
            if (dump.contents() != null && driver.capabilities().contains(Capability.COMPARABLE_COUNTS)) {
                dump.requireSame(driver.contents(beside));
                steps.reached(RestoreCheckpoints.COMPARED);
            }
            record.requireWanted();
            if (there) {
                requireStillEmpty(restore, driver, target);
            }
            restore.update(s -> s.progress(end.text() + note(dump), end.percent(), end.bytesPerSecond())
                    .replacing());
        }
        steps.reached(RestoreCheckpoints.REPLACING);
    }

    /** Asked before anything is read: no attempt could succeed. */
    private static void requireReplacement(DriverApi driver, String name) throws DriverException {
        if (driver.capabilities().contains(Capability.REPLACEMENT)) {
            return;
        }
        var tool = driver.backupFormat().readWith();
        throw DriverException.user(
                Reasons.NOT_SUPPORTED,
                "The driver " + name + " cannot put a backup in the place of the data in use, so nothing was changed:"
                        + " fetch the dump with the program's --read (docs/operations.md) and read it "
                        + (tool == null ? "with the server's own tools" : "with: " + tool));
    }

    /** Says what the signature is worth, and goes on only where that is enough. */
    private static FoundManifest judged(RestoreHandle restore, Source source, FoundManifest found)
            throws DriverException {
        var signature = found.signature();
        restore.update(s -> s.signature(Signatures.state(signature)));
        if (signature != null) {
            signature.require(
                    RecordedObject.of(source).vouched() || restore.spec().acceptsUnsigned());
        }
        return found;
    }

    private static String note(StoredDump dump) {
        return dump.comparable() ? "" : "; no manifest beside the object: neither driver nor SHA-256 can be compared";
    }

    /** Does what the policy wants to be done about data that is there. */
    private void makeRoom(DatabaseHandle database, RestoreHandle restore, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        boolean empty = driver.isEmpty(target);
        switch (restore.spec().effectiveOverwrite()) {
            case NEVER -> {
                if (!empty) {
                    throw notEmpty(target);
                }
            }
            case AFTER_BACKUP -> {
                if (!empty) {
                    backUp(database, restore, driver);
                }
            }
            case WITHOUT_BACKUP -> steps.note("What the Database holds will be lost");
        }
    }

    private void backUp(DatabaseHandle database, RestoreHandle restore, DriverApi driver)
            throws DriverException, InterruptedException {
        var name = FinalBackups.nameFor(restore);
        restore.update(s -> s.backingUp(name));
        steps.reached(RestoreCheckpoints.BACKING_UP);
        var made = backups.make(database, driver, name)
                .orElseThrow(() -> DriverException.user(
                        Reasons.DATABASE_MISSING,
                        "The Backup " + name
                                + " could not be made of the present data, since the database is not on the"
                                + " server or is somebody else's"));
        database.update(s -> s.lastBackup(made));
        steps.reached(RestoreCheckpoints.BACKED_UP);
    }

    /** Applications may have begun to write since it was looked at first. */
    private static void requireStillEmpty(RestoreHandle restore, DriverApi driver, DatabaseTarget target)
            throws DriverException, InterruptedException {
        if (restore.spec().effectiveOverwrite() == OverwritePolicy.NEVER && !driver.isEmpty(target)) {
            throw notEmpty(target);
        }
    }

    private static DriverException notEmpty(DatabaseTarget target) {
        return DriverException.user(
                Reasons.NOT_EMPTY,
                "The database " + target.databaseName()
                        + " holds something already, and spec.overwrite is Never: restore"
                        + " into a new Database, or create a Restore with overwrite: AfterBackup (or WithoutBackup, and"
                        + " what is there is lost)");
    }
}
