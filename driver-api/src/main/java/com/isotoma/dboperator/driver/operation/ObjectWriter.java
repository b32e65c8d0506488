package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.StoredObject;
import com.isotoma.dboperator.driver.storage.UploadFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt at one object: dump, compress, upload, check. Whatever goes wrong before that, the upload is aborted and
 * no object appears.
 */
public final class ObjectWriter {
    private static final String MEDIA_TYPE = "application/zstd";

    private final ObjectStore store;
    private final Steps steps;

    public ObjectWriter(ObjectStore store, Steps steps) {
        this.store = store;
        this.steps = steps;
    }

    /** What is to be stored. */
    @FunctionalInterface
    public interface Dump {
        /**
         * Writes a dump and returns only when it is known to be complete.
         */
        DumpReport writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException;
    }

    /** Says what the manifest of an object says. */
    @FunctionalInterface
    public interface Describer {
        /**
         * @param object the last part of the object's key
         * @param result what was stored
         * @param dumpedBytes bytes before compression
         */
        Manifest describe(String object, BackupStream.Result result, long dumpedBytes, DumpReport dump);
    }

    /** Writes an object without a manifest; otherwise as the method below. */
    public void write(String key, Dump dump, ObjectRecord record) throws DriverException, InterruptedException {
        write(key, dump, null, record);
    }

    /**
     * Writes the object of that key, its manifest after it if there is a describer, and first removes what an earlier run may have left of it.
     *
     * @throws CancelledException when the backup is not wanted any more
     * @throws LostRaceException when another run has taken it over
     * @throws DriverException with {@link Reasons#STORAGE_FAILED} when the store is at fault, another reason otherwise
     */
    void write(String key, Dump dump, @Nullable Describer describer, ObjectRecord record)
            throws DriverException, InterruptedException {
        record.backingUp(store.url(key));
        steps.reached("Backing up to " + store.url(key));
        if (record.triedBefore()) {
            store.clear(key, record::confirm);
            steps.reached("What an earlier run left is cleared");
        }
        upload(key, dump, describer, record);
    }

    private void upload(String key, Dump dump, @Nullable Describer describer, ObjectRecord record)
            throws DriverException, InterruptedException {
        try (var upload = store.begin(key, MEDIA_TYPE);
                var stream = new BackupStream(upload)) {
            steps.reached("The upload is begun");
            var report = write(dump, record, stream);
            steps.reached("The dump is complete");
            var result = stream.complete();
            steps.reached("The object is stored");
            check(key, result.object());
            if (describer != null) {
                // A run that was overtaken since must not write its manifest beside another one's object.
                record.confirm();
                var name = key.substring(key.lastIndexOf('/') + 1);
                var manifest = describer.describe(name, result, stream.dumpedBytes(), report);
                store.put(Manifest.keyOf(key), manifest.toJson(), Manifest.MEDIA_TYPE);
                steps.reached("The manifest is stored");
            }
            record.completed(result, report.server().version(), Progress.of(stream));
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

    private static DumpReport write(Dump dump, ObjectRecord record, BackupStream stream)
            throws DriverException, IOException, InterruptedException {
        try (var progress = Progress.start(record, stream)) {
            try {
                var report = dump.writeTo(stream);
                progress.stop();
                progress.throwIfStopped();
                return report;
            } catch (InterruptedException | IOException | DriverException e) {
                progress.stop();
                progress.throwIfStopped();
                throw e;
            }
        }
    }

    private void check(String key, StoredObject sent) throws DriverException, InterruptedException {
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
