package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.ArchiveHead.Replacement;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;

/**
 * An archive of which the table of contents has been read. Statements are a matter of the schema, not of the data: they fit
 * into memory.
 */
final class RestoreArchive {
    private final List<ArchiveEntry> entries;
    private final byte[] head;
    private final ArchiveReader reader;
    private final InputStream source;

    /** @param head the bytes that have been read, all of the table of contents among them */
    private RestoreArchive(List<ArchiveEntry> entries, byte[] head, ArchiveReader reader, InputStream source) {
        this.entries = entries;
        this.head = head;
        this.reader = reader;
        this.source = source;
    }

    /** The table of contents. */
    List<ArchiveEntry> entries() {
        return entries;
    }

    /** @throws DriverException when it is no archive that this driver can read, and another attempt would find the same */
    static RestoreArchive begin(InputStream source) throws DriverException, IOException {
        var head = new ByteArrayOutputStream();
        var reader = new ArchiveReader(source, head);
        try {
            var entries = reader.contents();
            return new RestoreArchive(entries, head.toByteArray(), reader, source);
        } catch (DriverException e) {
            throw e.reason().equals(Reasons.DUMP_FAILED)
                    ? new DriverException(DriverException.Kind.USER, Reasons.BACKUP_DAMAGED, e.getMessage(), e)
                    : e;
        }
    }

    /** The whole archive with some of its statements replaced. */
    InputStream with(List<Replacement> replacements) {
        return new SequenceInputStream(
                new ByteArrayInputStream(ArchiveHead.with(head, reader, replacements)), leftOpen(source));
    }

    /** The source is the caller's to close, and a sequence closes its parts. */
    private static InputStream leftOpen(InputStream source) {
        return new FilterInputStream(source) {
            @Override
            public void close() {
                // Left to the caller.
            }
        };
    }

    void readToEnd() throws IOException {
        source.transferTo(OutputStream.nullOutputStream());
    }
}
