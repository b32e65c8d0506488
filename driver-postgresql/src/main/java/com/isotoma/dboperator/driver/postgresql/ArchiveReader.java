package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private static final int POST_DATA = 4;
    private static final int CREATION_TIME_NUMBERS = 7;
    /** {@code pg_dump} ends a table's rows with {@code \\.} and two empty lines. */
    private static final int LINES_AT_END = 3;

    private final ArchiveInput in;
    private int minorVersion;
    private int offsetSize;

    /** @param copy gets everything that is read from {@code in} */
    ArchiveReader(InputStream in, OutputStream copy) {
        this.in = new ArchiveInput(in, copy);
    }

    /**
     * Hands a whole archive on, and counts the rows in it. Rows of tables that have no entry of their own are not counted:
     * an extension brings those tables, and rows of its own with them.
     *
     * @throws DriverException when it is not whole, or not an archive
     */
    static Copied copy(InputStream in, OutputStream out) throws IOException, DriverException {
        var reader = new ArchiveReader(in, out);
        var entries = reader.contents();
        var announced = new HashMap<Integer, ArchiveEntry>();
        for (var entry : entries) {
            if (entry.hasData()) {
                announced.put(entry.id(), entry);
            }
        }
        var tables = entries.stream()
                .filter(ArchiveEntry::isTable)
                .map(ArchiveEntry::table)
                .collect(Collectors.toSet());
        var rows = new TreeMap<>(reader.data(announced));
        rows.keySet().retainAll(tables);
        return new Copied(new Contents(rows), entries);
    }

    /**
     * A whole archive that was handed on.
     *
     * @param contents the rows in it
     * @param entries its table of contents
     */
    record Copied(Contents contents, List<ArchiveEntry> entries) {}

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
        long section = in.readNumber();
        var definition = text();
        skipTexts(1); // drop statement
        var copy = text();
        var namespace = in.readText();
        var tablespace = in.readText();
        if (minorVersion >= 14) {
            skipTexts(1); // table access method
        }
        if (minorVersion >= 16) {
            in.readNumber(); // kind of relation
        }
        var owner = in.readText();
        skipTexts(1); // "false"
        var needs = new HashSet<Integer>();
        String number;
        while ((number = in.readText()) != null) {
            needs.add(numberOf(number));
        }
        in.skip(1L + offsetSize); // where the data is, unknown in a stream
        if (id <= 0 || id > Integer.MAX_VALUE) {
            throw in.malformed("entry number " + id);
        }
        return new ArchiveEntry(
                (int) id,
                hasData,
                orEmpty(kind),
                orEmpty(tag),
                orEmpty(namespace),
                orEmpty(owner),
                section == POST_DATA,
                definition,
                copy,
                orEmpty(tablespace),
                needs);
    }

    private ArchiveEntry.Text text() throws IOException, DriverException {
        long from = in.offset();
        var value = in.readText();
        return new ArchiveEntry.Text(orEmpty(value), from, in.offset());
    }

    private int numberOf(String text) throws DriverException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw in.malformed("entry number '" + text + "'");
        }
    }

    /** A text as this archive writes it. */
    byte[] written(String text) {
        return in.written(text);
    }

    /** Returns the number of rows by table. */
    private Map<String, Long> data(Map<Integer, ArchiveEntry> announced) throws IOException, DriverException {
        var rows = new HashMap<String, Long>();
        int type;
        while ((type = in.readByteOrEnd()) >= 0) {
            long id = in.readNumber();
            var entry = id == (int) id ? announced.remove((int) id) : null;
            if (entry == null) {
                throw in.malformed("data for entry " + id);
            }
            switch (type) {
                case DATA_BLOCK -> {
                    if (entry.isRowsOfTable()) {
                        rows.put(entry.table(), countRows());
                    } else {
                        skipChunks();
                    }
                }
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
        return rows;
    }

    /** A row is a line: line ends in values are escaped (COPY's text format). The last lines end the data. */
    private long countRows() throws IOException, DriverException {
        long lines = 0;
        long length;
        while ((length = chunk()) != 0) {
            lines += in.skipCountingLines(length);
        }
        return Math.max(0, lines - LINES_AT_END);
    }

    private void skipChunks() throws IOException, DriverException {
        long length;
        while ((length = chunk()) != 0) {
            in.skip(length);
        }
    }

    /** The length of the next chunk; 0 after the last. */
    private long chunk() throws IOException, DriverException {
        long length = in.readNumber();
        if (length < 0) {
            throw in.malformed("a chunk of " + length + " bytes");
        }
        return length;
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
