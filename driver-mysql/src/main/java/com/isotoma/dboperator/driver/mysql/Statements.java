package com.isotoma.dboperator.driver.mysql;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Follows the statements of a dump that goes by: which table the lines are about, and how long the longest INSERT is, which
 * a server has to take as one packet. In data every line end is escaped, so a line that ends with a semicolon ends a
 * statement. Memory is that of the names.
 */
final class Statements implements Watcher {
    private static final int HEAD = 512;
    private static final Pattern ABOUT = Pattern.compile(
            "^(?:(INSERT) INTO|CREATE TABLE|(?:/\\*!\\d+ )?DROP (?:TABLE|VIEW) IF EXISTS) `((?:[^`]|``)+)`");

    private final byte[] head = new byte[HEAD];
    private final TreeMap<Long, String> tables = new TreeMap<>();
    private int kept;
    private boolean known;
    private byte last;
    private long line = 1;
    private String table = "";
    private boolean inserting;
    private long length;
    private long longest;
    private String longestTable = "";

    @Override
    public void see(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            next(bytes[i]);
        }
    }

    private void next(byte b) {
        if (b == '\n') {
            begun();
            if (last == ';') {
                ended();
            }
            line++;
            kept = 0;
            known = false;
        } else if (kept < HEAD) {
            head[kept++] = b;
        } else if (!known) {
            begun();
        }
        length++;
        last = b;
    }

    /** Enough of a line is there to say what it is about. */
    private void begun() {
        if (known) {
            return;
        }
        known = true;
        char first = kept == 0 ? '\n' : (char) head[0];
        if (first != 'I' && first != 'C' && first != 'D' && first != '/') {
            return;
        }
        var matcher = ABOUT.matcher(new String(head, 0, kept, StandardCharsets.UTF_8));
        if (matcher.find()) {
            var name = matcher.group(2).replace("``", "`");
            if (!name.equals(table)) {
                tables.put(line, name);
                table = name;
            }
            inserting = matcher.group(1) != null;
            length = kept;
        }
    }

    private void ended() {
        if (inserting && length > longest) {
            longest = length;
            longestTable = table;
        }
        inserting = false;
        length = 0;
    }

    /** The table that a line is about, the first line being 1; empty text where there is none. */
    String tableAt(long number) {
        var entry = tables.floorEntry(number);
        return entry == null ? "" : entry.getValue();
    }

    /** Bytes of the longest INSERT; 0 without any. A long one has one row: short ones are put together up to a limit. */
    long longest() {
        return Math.max(longest, inserting ? length : 0);
    }

    /** The table of {@link #longest}. */
    String longestTable() {
        return inserting && length > longest ? table : longestTable;
    }
}
