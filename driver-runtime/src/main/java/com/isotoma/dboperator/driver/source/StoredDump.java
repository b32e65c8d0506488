package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.driver.bucket.FolderTenant;
import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.RestoreStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an object before it is read: by its Backup, then by its manifest, else by its name alone. What the
 * Backup's status says outranks the manifest, since whoever can write to the bucket can write a manifest.
 *
 * @param compressed whether it is compressed, and perhaps encrypted; else it is the dump itself
 * @param sizeBytes of the object; null when nobody says it
 * @param sha256 of the object; null when nobody says it
 * @param serverVersion of the server that was dumped; null when nobody says it
 * @param contents what the dump has; null when nobody says it
 * @param omitted what it leaves out because that was asked for; nothing when nobody says it
 */
public record StoredDump(
        boolean compressed,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String serverVersion,
        @Nullable Contents contents,
        Manifest.Omitted omitted) {
    private static final String ZSTD = "zstd";
    private static final String SUFFIX = ".zst";
    private static final String ENCRYPTED = ".age";

    /**
     * Reads what the manifest says, and refuses what this driver cannot read.
     *
     * @param found the manifest, whose signature has been judged
     * @param tenant whose backups count in the place of the object
     * @param driver the driver's name
     * @throws DriverException of kind USER when another driver made the dump, or it does not count
     */
    public static StoredDump find(
            FoundManifest found, FolderTenant tenant, Source source, String driver, BackupFormat format)
            throws DriverException {
        var recorded = RecordedObject.of(source);
        requireSame(driver, Objects.requireNonNullElse(recorded.driver(), driver), source);
        var json = found.content();
        if (json.isPresent()) {
            var manifest = manifest(json.get(), source);
            requireDescribes(manifest, source);
            tenant.require(manifest.origin(), source.url());
            recorded.requireSame(manifest);
            return of(manifest, source, driver);
        }
        return new StoredDump(
                compressed(source, format),
                recorded.sizeBytes(),
                recorded.sha256(),
                recorded.serverVersion(),
                null,
                Manifest.Omitted.NOTHING);
    }

    /** A manifest that was copied here from another object says nothing about this one. */
    private static void requireDescribes(Manifest manifest, Source source) throws DriverException {
        if (!source.url().endsWith("/" + manifest.object())) {
            throw RestoreStream.damaged(
                    "the manifest of " + source.url() + " describes an object of the name " + manifest.object());
        }
    }

    private static Manifest manifest(byte[] json, Source source) throws DriverException {
        try {
            return Manifest.fromJson(json);
        } catch (IOException e) {
            throw DriverException.user(
                    Reasons.BACKUP_DAMAGED,
                    "The manifest beside " + source.url() + " cannot be read: " + e.getMessage()
                            + ". Use an image of the version that wrote it, or restore another backup");
        }
    }

    private static StoredDump of(Manifest manifest, Source source, String driver) throws DriverException {
        requireSame(driver, manifest.dump().driver(), source);
        var stored = manifest.stored();
        if (!stored.compression().equals(ZSTD)) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The manifest beside " + source.url() + " says that the dump is compressed by "
                            + stored.compression() + ", and this image reads " + ZSTD + ": use a newer one");
        }
        return new StoredDump(
                true,
                stored.sizeBytes(),
                stored.sha256(),
                manifest.dump().serverVersion(),
                new Contents(manifest.dump().rows()),
                manifest.dump().omitted());
    }

    /** Dumps of MySQL and MariaDB look alike and are not: each writes what the other does not take. */
    private static void requireSame(String driver, String wrote, Source source) throws DriverException {
        if (!wrote.equals(driver)) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The driver " + wrote + " wrote " + source.url() + ", and the Database has the driver " + driver
                            + ": restore into a Database of the driver " + wrote);
        }
    }

    private static boolean compressed(Source source, BackupFormat format) throws DriverException {
        var plain = "." + format.extension();
        if (source.url().endsWith(plain + SUFFIX) || source.url().endsWith(plain + SUFFIX + ENCRYPTED)) {
            return true;
        }
        if (source.url().endsWith(plain)) {
            return false;
        }
        throw DriverException.user(
                Reasons.RESTORE_FAILED,
                "There is no manifest beside " + source.url() + ", and it does not end with " + plain + SUFFIX + ", "
                        + plain + SUFFIX + ENCRYPTED + " or " + plain
                        + ", as the dumps of this driver do: correct the url");
    }

    /** Whether the object can be compared with what was stored. */
    public boolean comparable() {
        return sha256 != null;
    }

    /** @throws DriverException of kind USER when what was read is not what was stored */
    public void requireSame(long size, String hash) throws DriverException {
        if (sizeBytes != null && sizeBytes != size) {
            throw RestoreStream.damaged("the object has " + size + " bytes, and " + sizeBytes + " were stored");
        }
        if (sha256 != null && !sha256.equals(hash)) {
            throw RestoreStream.damaged("its SHA-256 is " + hash + ", and that of what was stored is " + sha256);
        }
    }

    /** @throws DriverException when the restored database has not what was dumped */
    public void requireSame(Contents restored) throws DriverException {
        if (contents != null && !contents.equals(restored)) {
            throw DriverException.internal(
                    Reasons.RESTORE_FAILED,
                    "What was restored is not what was dumped: " + difference(contents, restored)
                            + ". The Database has not been touched",
                    null);
        }
    }

    private static String difference(Contents dumped, Contents restored) {
        for (var table : dumped.rows().entrySet()) {
            var now = restored.rows().get(table.getKey());
            if (!table.getValue().equals(now)) {
                return "table " + table.getKey() + " had " + table.getValue() + " rows and "
                        + (now == null ? "is missing" : "has " + now);
            }
        }
        return "there are " + restored.tables() + " tables, and " + dumped.tables() + " were dumped";
    }
}
