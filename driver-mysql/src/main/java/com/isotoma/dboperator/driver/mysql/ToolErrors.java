package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.sql.ErrorMeaning;
import com.isotoma.dboperator.driver.sql.ToolFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client program wrote before it failed. The programs repeat statements, and servers repeat values, and both
 * are rows of the application. So nothing of that text is shown but error code, SQLState, line, and the table or view that
 * the dump program names; the words are this driver's own.
 *
 * @param doing what was tried, in words that follow "Cannot"
 * @param place what stands at a line of the program's input
 */
record ToolErrors(String doing, Place place) implements ToolFailure {
    // "ERROR 1062 (23000) at line 40: ..." of the interactive client; without a code where it does not ask the server.
    private static final Pattern CLIENT =
            Pattern.compile("^ERROR (?:(\\d{1,5}) \\((\\w{5})\\) ?)?(?:at line (\\d{1,18}))?");
    // "mysqldump: Got error: 1045: ...", "mysqldump: Error 2013: ... when dumping table `t` at row: 5".
    private static final Pattern DUMP = Pattern.compile("^\\S{0,200}: (?:Got error: |Error:? )(\\d{1,5}): ");
    // "mysqldump: Couldn't execute 'SHOW FIELDS FROM `v`': ... (1356)".
    private static final Pattern EXECUTE = Pattern.compile("^\\S{0,200}: Couldn't execute '.*\\((\\d{1,5})\\)$");
    private static final Pattern SHOWN =
            Pattern.compile("^\\S+ Couldn't execute '(?:SHOW|show) [A-Za-z ]{1,40} `((?:[^`]|``){1,64})`");
    private static final Pattern READ = Pattern.compile("when dumping table `((?:[^`]|``){1,64})` at row: \\d+$");

    // The same where the statement, and so the message, has several lines.
    private static final Pattern LAST_LINE = Pattern.compile("': .*\\((\\d{1,5})\\)$");
    // "mysqldump: Lost connection ...": the dump programs have messages without a code.
    private static final Pattern LOST = Pattern.compile("^\\S{0,200}: (?:Lost connection to|Can't connect to) ");

    // "ERROR: ASCII '\\0' appeared in the statement ...", "mysqldump: [ERROR] unknown option ...": no server was asked.
    private static final Pattern OWN =
            Pattern.compile("^(?:ERROR: |\\S{0,200}: (?:\\[ERROR\\] |un(?:known|recognized) (?:variable|option) ))");

    private static final int CLIENT_ONLY = 1064;
    private static final int CONNECTION_LOST = 2013;

    /** Says what the statement at a line is about, in words that follow "in"; empty text where nothing is known. */
    @FunctionalInterface
    interface Place {
        String at(long line);
    }

    private record Found(int code, String state, String where) {}

    static ToolErrors dumping(String database) {
        return new ToolErrors("dump '" + database + "'", line -> "");
    }

    @Override
    public DriverException explain(String reason, String program, int status, List<String> messages) {
        var found = messages.stream().map(this::found).flatMap(Optional::stream).reduce((first, last) -> last);
        var tool = program.substring(program.lastIndexOf('/') + 1);
        if (found.isEmpty()) {
            // What a program refuses by itself it refuses again. Without any word, its connection may have broken.
            boolean refused =
                    messages.stream().anyMatch(line -> OWN.matcher(line).find());
            return new DriverException(
                    refused ? Kind.USER : Kind.UNAVAILABLE,
                    reason,
                    "Cannot " + doing + ": " + tool + " ended with status " + status + " and no error code",
                    null);
        }
        return explained(found.get(), tool, reason);
    }

    private DriverException explained(Found found, String tool, String reason) {
        var codes = found.code + (found.state.isEmpty() ? "" : ", SQLSTATE " + found.state);
        boolean ofDump = found.where.startsWith(" at line");
        var meaning = ofDump ? ServerErrors.ofDump(found.code, found.state) : ServerErrors.of(found.code, found.state);
        // An answer that this driver has no words for is an answer all the same: it comes again at every attempt.
        var message = "Cannot " + doing + ": " + tool + " stopped" + found.where + ": "
                + meaning.map(ErrorMeaning::words).orElse("the server's answer is an error")
                + " (error " + codes + ")"
                + meaning.map(ErrorMeaning::remedy)
                        .filter(r -> !r.isEmpty())
                        .map(r -> ". " + r)
                        .orElse("");
        var kind = meaning.map(ErrorMeaning::kind).orElse(Kind.USER);
        // Of an outage the caller's word says more: what did not come about.
        return new DriverException(
                kind, kind == Kind.USER ? meaning.flatMap(ErrorMeaning::reason).orElse(reason) : reason, message, null);
    }

    private Optional<Found> found(String line) {
        var client = CLIENT.matcher(line);
        if (client.find() && (client.group(1) != null || client.group(3) != null)) {
            int code = client.group(1) == null ? CLIENT_ONLY : number(client.group(1));
            var state = Objects.requireNonNullElse(client.group(2), "");
            return Optional.of(new Found(code, state, where(client.group(3))));
        }
        var dump = DUMP.matcher(line);
        if (dump.find()) {
            return Optional.of(new Found(number(dump.group(1)), "", object(READ, line)));
        }
        var execute = EXECUTE.matcher(line);
        if (execute.find()) {
            return Optional.of(new Found(number(execute.group(1)), "", object(SHOWN, line)));
        }
        var last = LAST_LINE.matcher(line);
        if (last.find()) {
            return Optional.of(new Found(number(last.group(1)), "", ""));
        }
        return LOST.matcher(line).find() ? Optional.of(new Found(CONNECTION_LOST, "", "")) : Optional.empty();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private String where(@Nullable String digits) {
        if (digits == null) {
            return "";
        }
        var object = place.at(Long.parseLong(digits));
        return " at line " + digits + (object.isEmpty() ? "" : ", in " + object);
    }

    private static String object(Pattern pattern, String line) {
        var matcher = pattern.matcher(line);
        return matcher.find() ? " at '" + matcher.group(1).replace("``", "`") + "'" : "";
    }
}
