package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.transfer.CopyRun;
import com.isotoma.dboperator.driver.transfer.ObjectWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the manifest of a Database's backup.
 *
 * @param driver the driver's name
 * @param target what is dumped
 * @param namespaceUid uid of the Database's namespace; empty where it is not known
 * @param server identity of the server that it is on; null where it has none
 * @param format what its dumps are
 * @param record the backup
 * @param startedAt when the attempt began
 * @param clock says when it ended
 */
record BackupDescriber(
        String driver,
        DatabaseTarget target,
        String namespaceUid,
        @Nullable String server,
        BackupFormat format,
        BackupRecord record,
        Instant startedAt,
        Clock clock)
        implements ObjectWriter.Describer {
    private static final String COMPRESSION = "zstd";

    @Override
    public Manifest describe(CopyRun.Described stored, long dumpedBytes, DumpReport report) {
        var object = stored.object();
        var result = stored.result();
        var owner = target.owner();
        return new Manifest(
                Manifest.FORMAT_VERSION,
                object,
                new Manifest.Origin(
                        owner.cluster(),
                        owner.namespace(),
                        namespaceUid,
                        owner.name(),
                        record.name(),
                        record.uid(),
                        text(record.createdAt())),
                new Manifest.Dump(
                        driver,
                        report.server().version(),
                        Objects.requireNonNullElse(server, ""),
                        target.databaseName(),
                        format.extension(),
                        format.mediaType(),
                        dumpedBytes,
                        text(startedAt),
                        text(clock.instant()),
                        report.contents().rows(),
                        new Manifest.Omitted(
                                report.omitted().tables(), report.omitted().data())),
                new Manifest.Stored(result.object().size(), result.sha256(), COMPRESSION, encryption(stored)),
                readBack(
                        object,
                        Objects.requireNonNullElseGet(
                                report.readWith(), () -> Objects.toString(format.readWith(), ""))));
    }

    private static Manifest.Encryption encryption(CopyRun.Described stored) {
        var recipients = stored.recipients();
        return recipients == null
                ? Manifest.Encryption.NONE
                : new Manifest.Encryption(AgeRecipients.FORMAT, recipients.keys());
    }

    /**
     * Names of objects need no quoting.
     *
     * @param readWith what reads the dump; empty where no common tool does
     */
    static String readBack(String object, String readWith) {
        var decompress = object.endsWith(AgeRecipients.EXTENSION)
                ? "age -d -i KEYFILE < " + object + " | zstd -d"
                : "zstd -d < " + object;
        return readWith.isEmpty()
                ? decompress + " > " + object.replaceAll("\\.zst(\\.age)?$", "")
                : decompress + " | " + readWith;
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
