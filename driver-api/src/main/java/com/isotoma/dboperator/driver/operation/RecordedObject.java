package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.driver.operation.RestoreSources.Source;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.RestoreStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the status of a Backup says about one of its objects. The cluster vouches for it, and the bucket cannot change it.
 * Every part is null where no Backup, or an older one, says it.
 *
 * @param sizeBytes of the object
 * @param sha256 of the object, hexadecimal
 * @param driver that made the dump
 * @param serverVersion of the server that was dumped
 */
record RecordedObject(
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String driver,
        @Nullable String serverVersion) {
    private static final RecordedObject NOTHING = new RecordedObject(null, null, null, null);

    /** What is recorded of the object that a source names; each copy has size and hash of its own. */
    static RecordedObject of(Source source) {
        if (source.backup() == null) {
            return NOTHING;
        }
        var status = source.backup().status();
        for (var copy : Objects.requireNonNullElse(status.copies(), List.<BackupCopy>of())) {
            if (source.url().equals(copy.destination()) && copy.sha256() != null) {
                return new RecordedObject(copy.sizeBytes(), copy.sha256(), status.driver(), status.serverVersion());
            }
        }
        return source.url().equals(status.destination())
                ? new RecordedObject(status.sizeBytes(), status.sha256(), status.driver(), status.serverVersion())
                : new RecordedObject(null, null, status.driver(), status.serverVersion());
    }

    /** @throws DriverException of kind USER when the manifest describes another object than the one that was stored */
    void requireSame(Manifest manifest) throws DriverException {
        var stored = manifest.stored();
        boolean other = (sha256 != null && !sha256.equals(stored.sha256()))
                || (sizeBytes != null && sizeBytes != stored.sizeBytes());
        if (other) {
            throw RestoreStream.damaged("the manifest in the bucket does not describe what the Backup stored:"
                    + " size or SHA-256 differ from the Backup's status");
        }
    }
}
