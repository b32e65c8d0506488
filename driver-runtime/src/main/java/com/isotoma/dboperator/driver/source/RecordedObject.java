package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.crds.v1alpha1.BackupCopy;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.RestoreStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Backup says about one of its objects. The cluster vouches for it, and the bucket cannot change it. Every part is
 * null where no Backup, or an older one, says it.
 *
 * @param sizeBytes of the object
 * @param sha256 of the object, hexadecimal
 * @param backup the Backup itself
 */
public record RecordedObject(
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable BackupHandle backup) {

    /** What is recorded of the object that a source names; each copy has size and hash of its own. */
    public static RecordedObject of(Source source) {
        var backup = source.backup();
        if (backup == null) {
            return new RecordedObject(null, null, null);
        }
        var status = backup.status();
        for (var copy : Objects.requireNonNullElse(status.copies(), List.<BackupCopy>of())) {
            if (source.url().equals(copy.destination()) && copy.sha256() != null) {
                return new RecordedObject(copy.sizeBytes(), copy.sha256(), backup);
            }
        }
        return source.url().equals(status.destination())
                ? new RecordedObject(status.sizeBytes(), status.sha256(), backup)
                : new RecordedObject(null, null, backup);
    }

    /** Name of the driver that made the dump. */
    @Nullable
    String driver() {
        return backup == null ? null : backup.status().driver();
    }

    /** Version of the server that was dumped. */
    @Nullable
    String serverVersion() {
        return backup == null ? null : backup.status().serverVersion();
    }

    /**
     * Whether the cluster says what was stored. A Backup that has come back without its status has it from the bucket: that
     * one vouches only where the manifest was signed.
     */
    public boolean vouched() {
        return sha256 != null && backup != null && backup.vouches();
    }

    /** @throws DriverException of kind USER when the manifest describes another object, or another Backup's, than was stored */
    void requireSame(Manifest manifest) throws DriverException {
        var stored = manifest.stored();
        boolean other = (sha256 != null && !sha256.equals(stored.sha256()))
                || (sizeBytes != null && sizeBytes != stored.sizeBytes());
        if (other) {
            throw RestoreStream.damaged("the manifest in the bucket does not describe what the Backup stored:"
                    + " size or SHA-256 differ from the Backup's status");
        }
        if (backup != null) {
            requireOrigin(manifest, backup);
        }
    }

    private static void requireOrigin(Manifest manifest, BackupHandle backup) throws DriverException {
        var origin = manifest.origin();
        var dump = manifest.dump();
        var status = backup.status();
        requireEqual("namespace", backup.namespace(), origin.namespace());
        requireEqual("Database", backup.spec().database(), origin.database());
        requireEqual("Backup", backup.name(), origin.backup());
        requireEqual("database on the server", status.databaseName(), dump.databaseName());
        requireEqual("server version", status.serverVersion(), dump.serverVersion());
        if (!dump.serverIdentity().isEmpty()) {
            requireEqual("server", status.serverIdentity(), dump.serverIdentity());
        }
    }

    private static void requireEqual(String what, @Nullable String recorded, String found) throws DriverException {
        if (recorded != null && !recorded.equals(found)) {
            throw RestoreStream.damaged("the manifest in the bucket does not describe what the Backup stored: its "
                    + what + " is " + found + ", and the Backup's is " + recorded);
        }
    }
}
