package com.isotoma.dboperator.driver.postgresql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The SQLSTATE behind the words of an error that pg_dump reports, since it passes no SQLSTATE on. The server's words are compared
 * from their beginning, so that neither names nor texts of the application in them are taken for something else.
 */
final class DumpWords {
    /** Two blanks follow the severity, in each language of the server. */
    private static final Pattern OF_SERVER = Pattern.compile("(?:^|: )(\\p{Lu}\\p{L}*):  +(.*)$");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    /** What libpq says of the way to the server, or pg_dump of a query that came to nothing. */
    private static final Pattern LOST = Pattern.compile(
            "connection to server|server closed the connection|SSL SYSCALL|SSL error|SSL connection|could not (receive|send) data"
                    + "|could not connect|could not translate host name|no connection to the server|lost synchronization"
                    + "|timeout expired|[Cc]onnection (refused|reset|timed out)|out of memory|No space left|query failed: *$");

    private static final String LOST_CONNECTION = "08006";
    private static final String FATAL_END = "57P01";
    private static final Map<Pattern, String> STATES = states();

    private DumpWords() {}

    private static Map<Pattern, String> states() {
        var states = new LinkedHashMap<Pattern, String>();
        put(states, "42501", "query would be affected by row-level security policy|permission denied|must be owner of");
        put(states, "28P01", "password authentication failed|no pg_hba.conf entry");
        put(states, "55P03", "canceling statement due to lock timeout|could not obtain lock");
        put(states, "57014", "canceling statement");
        put(states, "57P01", "terminating connection|the database system is");
        put(states, "40P01", "deadlock detected");
        put(states, "53300", "sorry, too many clients|remaining connection slots|too many connections for");
        put(states, "53200", "out of (shared )?memory");
        put(states, "53100", "could not .*: No space left on device$");
        put(states, "XX001", "invalid page|missing chunk|unexpected chunk|could not read block|.*corrupt");
        put(states, "58030", "could not (read|write|fsync|seek in|stat) ");
        // What the snapshot still has, and another session has dropped since: the next dump does not look for it.
        put(
                states,
                "40001",
                "could not serialize access|tuple concurrently |cache lookup failed|could not open relation with OID"
                        + "|(relation|schema) \".*\" does not exist$");
        return states;
    }

    private static void put(Map<Pattern, String> states, String state, String words) {
        states.put(Pattern.compile(words), state);
    }

    /**
     * @param error what stands after {@code pg_dump: error: }, or after {@code Error message from server: }
     * @return empty text for an answer that is not known, and for words of the program's own
     */
    static String state(String error) {
        var said = OF_SERVER.matcher(error);
        if (!said.find()) {
            return LOST.matcher(QUOTED.matcher(error).replaceAll("")).find() ? LOST_CONNECTION : "";
        }
        var words = said.group(2);
        return STATES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(words).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(said.group(1).equals("FATAL") ? FATAL_END : "");
    }
}
