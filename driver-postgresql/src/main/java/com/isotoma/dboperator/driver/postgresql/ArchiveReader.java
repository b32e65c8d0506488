package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the structure of an archive that {@code pg_dump --format=custom} writes, while it is handed on: a header, a table
 * of contents, and for every entry that says so a block of data in chunks. The format has no end mark; it is whole when
 * every announced block was there and nothing follows.
 *
 * <p>The format is that of {@code pg_backup_archiver.c} and {@code pg_backup_custom.c} of PostgreSQL 12 to 18.
 */
final class ArchiveReader {
    private static final byte[] MAGIC = {'P', 'G', 'D', 'M', 'P'};
    private static final int CUSTOM_FORMAT = 1;
    private static final int DATA_BLOCK = 1;
    private static final int LARGE_OBJECTS_BLOCK = 3;
    private static final int OLDEST = 12;
    private static final int NEWEST = 16;
    private static final int CREATION_TIME_NUMBERS = 7;

    private final ArchiveInput in;
    private int minorVersion;
    private int offsetSize;

    /** @param copy gets everything that is read from {@code in} */
    ArchiveReader(InputStream in, OutputStream copy) {
        this.in = new ArchiveInput(in, copy);
    }

    /**
     * Hands a whole archive on.
     *
     * @throws DriverException when it is not whole, or not an archive
     */
    static void copy(InputStream in, OutputStream out) throws IOException, DriverException {
        var reader = new ArchiveReader(in, out);
        var announced = new HashSet<Integer>();
        for (var entry : reader.contents()) {
            if (entry.hasData()) {
                announced.add(entry.id());
            }
        }
        reader.data(announced);
    }

    /** The table of contents. Call it first and once; more than that may have been handed on by then. */
    List<ArchiveEntry> contents() throws IOException, DriverException {
        header();
        long count = in.readNumber();
        var entries = new ArrayList<ArchiveEntry>();
        for (long i = 0; i < count; i++) {
            entries.add(entry());
        }
        return entries;
    }

    private void header() throws IOException, DriverException {
        for (byte b : MAGIC) {
            if (in.readByte() != b) {
                throw in.malformed("no PGDMP");
            }
        }
        int major = in.readByte();
        minorVersion = in.readByte();
        int revision = in.readByte();
        if (major != 1 || minorVersion < OLDEST || minorVersion > NEWEST) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    "The dump is of archive version " + major + "." + minorVersion + "." + revision
                            + ", and this driver knows 1." + OLDEST + " to 1." + NEWEST
                            + ": use a driver image whose pg_dump and driver fit together",
                    null);
        }
        in.setIntSize(in.readByte());
        offsetSize = in.readByte();
        int format = in.readByte();
        if (format != CUSTOM_FORMAT) {
            throw in.malformed("format " + format);
        }
        if (minorVersion >= 15) {
            in.skip(1); // compression algorithm
        } else {
            in.readNumber(); // compression level
        }
        for (int i = 0; i < CREATION_TIME_NUMBERS; i++) {
            in.readNumber();
        }
        skipTexts(3); // database, server version, pg_dump version
    }

    private ArchiveEntry entry() throws IOException, DriverException {
        long id = in.readNumber();
        boolean hasData = in.readNumber() != 0;
        skipTexts(2); // table and object number
        var tag = in.readText();
        var kind = in.readText();
        in.readNumber(); // section
        skipTexts(5); // definition, drop statement, copy statement, namespace, tablespace
        if (minorVersion >= 14) {
            skipTexts(1); // table access method
        }
        if (minorVersion >= 16) {
            in.readNumber(); // kind of relation
        }
        skipTexts(2); // owner, "false"
        while (in.readText() != null) {
            // Numbers of entries that this one depends on, ended by a null.
        }
        in.skip(1L + offsetSize); // where the data is, unknown in a stream
        if (id <= 0 || id > Integer.MAX_VALUE) {
            throw in.malformed("entry number " + id);
        }
        return new ArchiveEntry((int) id, hasData, orEmpty(kind), orEmpty(tag));
    }

    private void data(Set<Integer> announced) throws IOException, DriverException {
        int type;
        while ((type = in.readByteOrEnd()) >= 0) {
            long id = in.readNumber();
            if (id != (int) id || !announced.remove((int) id)) {
                throw in.malformed("data for entry " + id);
            }
            switch (type) {
                case DATA_BLOCK -> skipChunks();
                case LARGE_OBJECTS_BLOCK -> {
                    while (in.readNumber() != 0) {
                        skipChunks();
                    }
                }
                default -> throw in.malformed("block type " + type);
            }
        }
        if (!announced.isEmpty()) {
            throw in.endsEarly();
        }
    }

    private void skipChunks() throws IOException, DriverException {
        long length;
        while ((length = in.readNumber()) != 0) {
            if (length < 0) {
                throw in.malformed("a chunk of " + length + " bytes");
            }
            in.skip(length);
        }
    }

    private void skipTexts(int count) throws IOException, DriverException {
        for (int i = 0; i < count; i++) {
            in.skipText();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
