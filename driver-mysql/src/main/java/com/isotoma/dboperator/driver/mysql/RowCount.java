package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Contents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the rows in a dump that goes by: the groups in parentheses after VALUES in the INSERT statements that the dump
 * programs write. Tables without rows are known by their CREATE TABLE. What stands in the bodies of triggers and routines,
 * between two DELIMITER lines, is no data. Memory is that of the names.
 */
final class RowCount implements Watcher {
    /** Where in the text the next byte is. */
    private enum State {
        LINE_START,
        WORD,
        OTHER_LINE,
        NAME,
        NAME_MAY_END,
        AFTER_NAME,
        COLUMNS,
        COLUMN_NAME,
        ROWS,
        TEXT,
        TEXT_ESCAPE
    }

    /** How the lines begin that matter. */
    private enum Line {
        INSERT("INSERT INTO `"),
        CREATE("CREATE TABLE `"),
        DELIMITER("DELIMITER ;");

        private final String word;

        Line(String word) {
            this.word = word;
        }
    }

    private final Map<String, Long> rows = new HashMap<>();
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private State state = State.LINE_START;
    private Line line = Line.INSERT;
    private boolean delimiter;
    private boolean program;
    private int matched;
    private int depth;
    private long rowsOfStatement;

    @Override
    public void see(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            state = next(bytes[i]);
        }
    }

    /** What has gone by so far. */
    Contents contents() {
        return Contents.of(rows);
    }

    private State next(byte b) {
        return switch (state) {
            case LINE_START -> lineStart(b);
            case WORD -> word(b);
            case OTHER_LINE -> otherLine(b);
            case NAME -> {
                if (b == '`') {
                    yield State.NAME_MAY_END;
                }
                name.write(b);
                yield State.NAME;
            }
            case NAME_MAY_END -> afterBacktick(b);
            case AFTER_NAME -> afterName(b);
            case COLUMNS ->
                switch (b) {
                    case '`' -> State.COLUMN_NAME;
                    case ')' -> State.AFTER_NAME;
                    default -> State.COLUMNS;
                };
            case COLUMN_NAME -> b == '`' ? State.COLUMNS : State.COLUMN_NAME;
            case ROWS -> row(b);
            case TEXT ->
                switch (b) {
                    case '\\' -> State.TEXT_ESCAPE;
                    case '\'' -> State.ROWS;
                    default -> State.TEXT;
                };
            case TEXT_ESCAPE -> State.TEXT;
        };
    }

    private State lineStart(byte b) {
        for (var candidate : Line.values()) {
            if (candidate.word.charAt(0) == b && (!program || candidate == Line.DELIMITER)) {
                line = candidate;
                matched = 1;
                return State.WORD;
            }
        }
        return b == '\n' ? State.LINE_START : State.OTHER_LINE;
    }

    private State word(byte b) {
        if (b != line.word.charAt(matched)) {
            return b == '\n' ? State.LINE_START : State.OTHER_LINE;
        }
        if (++matched < line.word.length()) {
            return State.WORD;
        }
        if (line == Line.DELIMITER) {
            // With one more semicolon a program begins; without, it has ended.
            delimiter = true;
            program = false;
            return State.OTHER_LINE;
        }
        name.reset();
        return State.NAME;
    }

    private State otherLine(byte b) {
        program |= delimiter && b == ';';
        delimiter = false;
        return b == '\n' ? State.LINE_START : State.OTHER_LINE;
    }

    /** A doubled one belongs to the name. */
    private State afterBacktick(byte b) {
        if (b == '`') {
            name.write(b);
            return State.NAME;
        }
        rows.putIfAbsent(table(), 0L);
        rowsOfStatement = 0;
        depth = 0;
        return line == Line.INSERT ? State.AFTER_NAME : State.OTHER_LINE;
    }

    private static State afterName(byte b) {
        return switch (b) {
            case '(' -> State.COLUMNS;
            case 'S' -> State.ROWS; // the end of VALUES
            default -> State.AFTER_NAME;
        };
    }

    private State row(byte b) {
        switch (b) {
            case '\'' -> {
                return State.TEXT;
            }
            case '(' -> depth++;
            case ')' -> {
                depth--;
                rowsOfStatement += depth == 0 ? 1 : 0;
            }
            case ';' -> {
                rows.merge(table(), rowsOfStatement, Long::sum);
                return State.OTHER_LINE;
            }
            default -> {
                // Numbers, NULL, hexadecimal text, commas and line ends between rows.
            }
        }
        return State.ROWS;
    }

    private String table() {
        return name.toString(StandardCharsets.UTF_8);
    }
}
