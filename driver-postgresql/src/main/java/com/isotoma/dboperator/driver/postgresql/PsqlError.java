package com.isotoma.dboperator.driver.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The error with which psql ended, read from what it writes with {@code VERBOSITY=verbose}. Only names are taken from it.
 *
 * @param state SQLSTATE
 * @param words what may be shown
 * @param table the table that it is about, with its schema, if there is one
 * @param column the column that it is about, if there is one
 * @param constraint the constraint that it is about, if there is one
 * @param function the function in which it happened, if it was in one
 */
record PsqlError(
        String state,
        String words,
        @Nullable String table,
        @Nullable String column,
        @Nullable String constraint,
        @Nullable String function) {
    private static final Pattern ERROR = Pattern.compile("(?:psql:.*?:\\d+: )?\\p{L}+: {1,2}([0-9A-Z]{5}): (.*)");
    private static final Pattern LOCATION = Pattern.compile("LOCATION: +(?:\\S+, )?(\\S+):\\d+");
    private static final Pattern COPY =
            Pattern.compile("(?:CONTEXT: +)?COPY (.+?), line \\d+(?:, column (.+?))?(?::.*)?");
    private static final Pattern FUNCTION =
            Pattern.compile("(?:CONTEXT: +)?(?:SQL function \"(.+?)\"|PL/\\S+ function (.+?\\))) .*");

    /** The last error among {@code lines}; empty where psql itself failed and no statement. */
    static Optional<PsqlError> in(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            var error = ERROR.matcher(lines.get(i));
            if (error.matches()) {
                return Optional.of(read(error.group(1), error.group(2), lines.subList(i + 1, lines.size())));
            }
        }
        return Optional.empty();
    }

    private static PsqlError read(String state, String message, List<String> more) {
        var file = last(LOCATION, more);
        var copy = last(COPY, more);
        var function = last(FUNCTION, more);
        var from = file == null ? null : file.group(1);
        // A function that raises an error gives these fields whatever it likes.
        var fields = ServerWords.isWrittenByFunction(from) ? List.<String>of() : more;
        var schema = field("SCHEMA NAME:", fields);
        var table = field("TABLE NAME:", fields);
        var column = field("COLUMN NAME:", fields);
        if (table != null && schema != null) {
            table = Tables.name(schema, table);
        }
        return new PsqlError(
                state,
                ServerWords.of(state, message, from),
                table == null && copy != null ? copy.group(1) : table,
                column == null && copy != null ? copy.group(2) : column,
                field("CONSTRAINT NAME:", fields),
                function == null ? null : function.group(1) != null ? function.group(1) : function.group(2));
    }

    private static @Nullable MatchResult last(Pattern pattern, List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            var matcher = pattern.matcher(lines.get(i));
            if (matcher.matches()) {
                return matcher.toMatchResult();
            }
        }
        return null;
    }

    private static @Nullable String field(String label, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .reduce((a, b) -> b)
                .orElse(null);
    }

    /** Where it happened, for people: begins with a space, or is empty. */
    String place() {
        var text = new StringBuilder();
        if (table != null) {
            text.append(" in table ").append(table);
        }
        if (column != null) {
            text.append(", column ").append(column);
        }
        if (function != null) {
            text.append(", in the function ").append(function);
        }
        return text.toString().replaceFirst("^, ", " ");
    }
}
