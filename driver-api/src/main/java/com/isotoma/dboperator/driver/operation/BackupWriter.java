package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.StoredObject;
import com.isotoma.dboperator.driver.storage.UploadFailedException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Makes one attempt at one backup: dump, compress, upload, check. Whatever goes wrong, the upload is aborted and no object
 * appears.
 */
final class BackupWriter {
    private static final String MEDIA_TYPE = "application/zstd";

    private final Targets targets;
    private final StorageTargets storage;
    private final Steps steps;

    @Inject
    BackupWriter(Targets targets, StorageTargets storage, Steps steps) {
        this.targets = targets;
        this.storage = storage;
        this.steps = steps;
    }

    /**
     * @return the URL of the object, which is stored and was checked
     * @throws CancelledException when the backup is not wanted any more
     * @throws LostRaceException when another run has taken it over
     */
    String write(DatabaseHandle database, DriverApi driver, BackupRecord record)
            throws DriverException, InterruptedException {
        record.starting(database.spec().driver());
        steps.reached("The Backup is Starting");
        var target = targets.withoutOptions(database, driver.naming());
        driver.validate(target);
        try (var store = storage.open(database)) {
            var key = key(database, driver, record);
            record.backingUp(store.url(key));
            steps.reached("Backing up to " + store.url(key));
            if (record.triedBefore()) {
                store.clear(key, record::confirm);
                steps.reached("What an earlier run left is cleared");
            }
            upload(store, key, target, driver, record);
            return store.url(key);
        }
    }

    /**
     * Lets go of a Backup on which no run works any more. Unless it is Completed, what runs left in the store is removed
     * first, as far as the store lets it be: the finalizer says that there may be something.
     */
    void release(DatabaseHandle database, DriverApi driver, BackupHandle backup) throws InterruptedException {
        if (!backup.held()) {
            return;
        }
        if (backup.phase() != BackupPhase.COMPLETED && backup.status().destination() != null) {
            var record = new ResourceRecord(backup);
            try (var store = storage.open(database)) {
                store.clear(key(database, driver, record), record::confirm);
                steps.reached("What was stored of it is removed");
            } catch (DriverException e) {
                steps.reached("What was stored of it could not be removed: " + e.getMessage());
            }
        }
        backup.letGo();
    }

    private static String key(DatabaseHandle database, DriverApi driver, BackupRecord record) throws DriverException {
        return ObjectKeys.of(
                StorageTargets.of(database).prefix(),
                database.namespace(),
                database.name(),
                record.createdAt(),
                record.name(),
                record.uid(),
                driver.backupFormat().extension() + ".zst");
    }

    private void upload(ObjectStore store, String key, DatabaseTarget target, DriverApi driver, BackupRecord record)
            throws DriverException, InterruptedException {
        try (var upload = store.begin(key, MEDIA_TYPE);
                var stream = new BackupStream(upload)) {
            steps.reached("The upload is begun");
            var server = dump(target, driver, record, stream);
            steps.reached("The dump is complete");
            var result = stream.complete();
            steps.reached("The object is stored");
            check(store, key, result.object());
            record.completed(result, server.version(), Progress.of(stream));
            steps.reached("The object is checked, the Backup is Completed");
        } catch (UploadFailedException e) {
            throw e.explained();
        } catch (IOException e) {
            if (e instanceof InterruptedIOException && Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED, "The dump could not be read or written: " + e.getMessage(), e);
        }
    }

    private static ServerInfo dump(DatabaseTarget target, DriverApi driver, BackupRecord record, BackupStream stream)
            throws DriverException, IOException, InterruptedException {
        try (var progress = Progress.start(record, stream)) {
            try {
                var server = driver.backup(target, stream);
                progress.stop();
                progress.throwIfStopped();
                return server;
            } catch (InterruptedException | IOException | DriverException e) {
                progress.stop();
                progress.throwIfStopped();
                throw e;
            }
        }
    }

    private static void check(ObjectStore store, String key, StoredObject sent)
            throws DriverException, InterruptedException {
        var stored = store.find(key)
                .orElseThrow(() -> DriverException.unavailable(
                        Reasons.STORAGE_FAILED,
                        "The store does not have " + store.url(key) + " after taking it",
                        null));
        boolean sameChecksum = stored.checksum() == null || stored.checksum().equals(sent.checksum());
        if (stored.size() != sent.size() || !sameChecksum) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED,
                    "The store has " + stored.size() + " bytes with checksum " + stored.checksum() + " at "
                            + store.url(key) + ", and " + sent.size() + " with " + sent.checksum() + " were sent",
                    null);
        }
    }
}
