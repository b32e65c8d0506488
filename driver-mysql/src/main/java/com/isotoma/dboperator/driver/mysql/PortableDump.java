package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A dump on its way back, without what ties it to the database and the users that it came from: DEFINER clauses go, so
 * that views, routines, triggers and events belong to whoever reads it in, and ALTER DATABASE means the current database.
 * Only beginnings of lines are looked at, in the exact forms that the dump programs write; rows of data, whose lines begin
 * otherwise, pass untouched. Memory is one buffer, however long a line is.
 */
final class PortableDump extends InputStream {
    /** Longer than the longest clause: two quoted names of 4 bytes a character, each perhaps doubled. */
    private static final int HEAD = 4096;

    private static final int BUFFER = 256 * 1024;
    // In double quotes where the SQL mode of what is defined has ANSI_QUOTES.
    private static final String NAME = "(?:`(?:[^`\\n]|``)*`|\"(?:[^\"\\n]|\"\")*\")";
    private static final String ACCOUNT = NAME + "@" + NAME;
    private static final Pattern DEFINER = Pattern.compile(
            "^(/\\*!\\d+ (?:CREATE\\*/ /\\*!\\d+ )?|(?:/\\*!\\d+ )?CREATE (?:OR REPLACE )?(?:ALGORITHM=\\w+ )?)DEFINER="
                    + ACCOUNT + " ?");
    private static final Pattern ALTER_DATABASE = Pattern.compile("^ALTER DATABASE `(?:[^`\\n]|``)*` ");

    private final InputStream source;
    private final EndMark end = new EndMark();
    private final byte[] in = new byte[BUFFER];
    private int from;
    private int to;
    private boolean ended;
    private boolean lineStart = true;
    private byte[] rewritten = new byte[0];
    private int rewrittenAt;

    /** Closing this does not close {@code source}. */
    PortableDump(InputStream source) {
        this.source = source;
    }

    /** Whether the dump, read to its end, was a complete one. */
    boolean complete() {
        return ended && end.seen();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (rewrittenAt == rewritten.length && !prepare()) {
            return -1;
        }
        if (rewrittenAt < rewritten.length) {
            int n = Math.min(length, rewritten.length - rewrittenAt);
            System.arraycopy(rewritten, rewrittenAt, out, offset, n);
            rewrittenAt += n;
            return n;
        }
        int n = untouched(length);
        System.arraycopy(in, from, out, offset, n);
        from += n;
        return n;
    }

    /** Makes something ready to be handed out; false at the end. */
    private boolean prepare() throws IOException {
        if (lineStart) {
            fill(HEAD);
            rewriteHead();
        } else if (from == to) {
            fill(1);
        }
        return rewrittenAt < rewritten.length || from < to;
    }

    /** How many of the bytes at hand can go out as they are: to the next line that needs a look, if any. */
    private int untouched(int length) {
        int limit = Math.min(to, from + length);
        int at = from;
        while (at < limit) {
            while (at < limit && in[at] != '\n') {
                at++;
            }
            if (at == limit) {
                lineStart = false;
                return limit - from;
            }
            at++;
            if (at == to || interesting(in[at])) {
                lineStart = true;
                return at - from;
            }
        }
        lineStart = at > from && in[at - 1] == '\n';
        return at - from;
    }

    private static boolean interesting(byte first) {
        return first == '/' || first == 'C' || first == 'A';
    }

    private void rewriteHead() {
        lineStart = false;
        if (from == to || !interesting(in[from])) {
            return;
        }
        var head = new String(in, from, Math.min(HEAD, to - from), StandardCharsets.ISO_8859_1);
        var definer = DEFINER.matcher(head);
        if (definer.find()) {
            replace(definer.end(), definer.group(1));
            return;
        }
        var alter = ALTER_DATABASE.matcher(head);
        if (alter.find()) {
            replace(alter.end(), "ALTER DATABASE ");
        }
    }

    private void replace(int length, String text) {
        from += length;
        rewritten = text.getBytes(StandardCharsets.ISO_8859_1);
        rewrittenAt = 0;
    }

    /** Has at least {@code wanted} bytes at hand, or all that are left. */
    private void fill(int wanted) throws IOException {
        if (to - from >= wanted || ended) {
            return;
        }
        System.arraycopy(in, from, in, 0, to - from);
        to -= from;
        from = 0;
        while (to < wanted) {
            int n = source.read(in, to, BUFFER - to);
            if (n < 0) {
                ended = true;
                return;
            }
            end.see(in, to, n);
            to += n;
        }
    }
}
