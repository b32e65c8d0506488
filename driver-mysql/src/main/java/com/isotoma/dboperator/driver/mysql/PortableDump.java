package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A dump on its way back, without what ties it to the database and the users that it came from: DEFINER clauses go, so
 * that views, routines, triggers and events belong to whoever reads it in, and ALTER DATABASE means the current database.
 * Events are made disabled, so that none acts while the dump is read and looked at.
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

    /** After the DEFINER of an event; SHOW CREATE EVENT writes all of this in one form. */
    private static final Pattern ENABLED_EVENT = Pattern.compile("^[*/!\\d ]*EVENT (" + NAME
            + ") ON SCHEDULE (?:AT '[^'\\n]*'|EVERY (?:'[^'\\n]*'|\\d+) \\w+(?: STARTS '[^'\\n]*')?(?: ENDS '[^'\\n]*')?)"
            + " ON COMPLETION (?:NOT )?PRESERVE (ENABLE)\\b");

    /** Under such a lock MariaDB cannot take values of a sequence; and nobody else is there while a dump is read. */
    private static final Pattern LOCK = Pattern.compile("^LOCK TABLES `(?:[^`\\n]|``)*` WRITE(?=;)");

    /** In a column's default: a sequence, which MariaDB names with its database. */
    private static final Pattern SEQUENCE = Pattern.compile(
            "^( {2}`(?:[^`\\n]|``)+` [^'\\n]*?DEFAULT [^'\\n]*?\\b(?:next|last)val\\()" + "`(?:[^`\\n]|``)*`\\.(?=`)");

    private final InputStream source;
    private final List<String> events = new ArrayList<>();
    private final EndMark end = new EndMark();
    private final byte[] in = new byte[BUFFER];
    private int from;
    private int to;
    private boolean ended;
    private boolean lineStart = true;
    private boolean defining;
    private byte[] rewritten = new byte[0];
    private int rewrittenAt;

    /** Closing this does not close {@code source}. */
    PortableDump(InputStream source) {
        this.source = source;
    }

    /** The events that are enabled in the dump, and come out of it disabled. */
    List<String> enabledEvents() {
        return List.copyOf(events);
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

    private boolean interesting(byte first) {
        return first == '/'
                || first == 'C'
                || first == 'L'
                || first == 'A'
                || (first == ' ' && defining)
                || (first == ')' && defining);
    }

    private void rewriteHead() {
        lineStart = false;
        if (from == to || !interesting(in[from])) {
            return;
        }
        var head = new String(in, from, Math.min(HEAD, to - from), StandardCharsets.ISO_8859_1);
        defining = head.startsWith("CREATE TABLE ") || (defining && head.startsWith(" "));
        if (defining) {
            withoutDatabase(head);
            return;
        }
        var definer = DEFINER.matcher(head);
        if (definer.find()) {
            withoutDefiner(head, definer.end(), definer.group(1));
            return;
        }
        var lock = LOCK.matcher(head);
        if (lock.find()) {
            replace(lock.end(), "DO 0");
            return;
        }
        var alter = ALTER_DATABASE.matcher(head);
        if (alter.find()) {
            replace(alter.end(), "ALTER DATABASE ");
        }
    }

    /** A sequence without a database's name is one of the current database. */
    private void withoutDatabase(String head) {
        var sequence = SEQUENCE.matcher(head);
        if (sequence.find()) {
            replace(sequence.end(), sequence.group(1));
        }
    }

    private void withoutDefiner(String head, int length, String begin) {
        var rest = head.substring(length);
        var event = ENABLED_EVENT.matcher(rest);
        if (!event.find()) {
            replace(length, begin);
            return;
        }
        var name = event.group(1);
        var quote = name.substring(0, 1);
        events.add(new String(
                        name.substring(1, name.length() - 1).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8)
                .replace(quote + quote, quote));
        replace(length + event.end(), begin + rest.substring(0, event.start(2)) + "DISABLE");
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
