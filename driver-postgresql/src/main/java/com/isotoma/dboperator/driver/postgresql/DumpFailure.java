package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What it means that pg_dump ended badly. It passes no SQLSTATE on, so that the server's words have to do for the most
 * common ones; these words name objects alone. Of other words from the server only what stands before a value is shown.
 */
final class DumpFailure implements ToolFailure {
    private static final Map<Pattern, String> STATES = states();
    private static final Pattern OWN = Pattern.compile("(?:/\\S*/)?(pg_dump: (?:error|warning): .*)");
    private static final Pattern DETAIL =
            Pattern.compile("(?:/\\S*/)?pg_dump: detail: Error message from server: \\p{L}+: +(.*)");
    private static final Pattern VALUE = Pattern.compile("[\"'„“”»«‘’]|: |0x|\\d");

    private static Map<Pattern, String> states() {
        var states = new LinkedHashMap<Pattern, String>();
        states.put(Pattern.compile("row-level security policy"), "42501");
        states.put(Pattern.compile("permission denied|must be owner of"), "42501");
        states.put(Pattern.compile("password authentication failed|no pg_hba.conf entry"), "28P01");
        states.put(Pattern.compile("invalid page|missing chunk|could not read block|corrupted"), "XX001");
        states.put(Pattern.compile("lock timeout|could not obtain lock"), "55P03");
        states.put(
                Pattern.compile("connection|terminating|starting up|shutting down|too many clients|out of shared memory"
                        + "|out of memory|No space left|canceling statement|does not exist|cache lookup failed"),
                "57000");
        return states;
    }

    @Override
    public DriverException explain(String reason, String tool, int status, List<String> messages) {
        var said = new ArrayList<String>();
        var state = "";
        for (var line : messages) {
            var own = OWN.matcher(line);
            var detail = DETAIL.matcher(line);
            if (own.matches()) {
                said.add(own.group(1));
                state = state.isEmpty() ? stateOf(own.group(1)) : state;
            } else if (detail.matches()) {
                var known = stateOf(detail.group(1));
                said.add(known.isEmpty() ? beforeValues(detail.group(1)) : detail.group(1));
                state = known.isEmpty() ? state : known;
            }
        }
        var text = "pg_dump ended with status " + status + ": " + String.join("; ", said);
        return switch (state) {
            case "42501" -> denied(text);
            case "28P01" -> DriverException.user(Reasons.AUTHENTICATION_FAILED, text);
            case "XX001" ->
                DriverException.user(
                        reason,
                        "The server cannot read its own data (" + text + "): have its administrator look at it");
            default -> new DriverException(Kind.UNAVAILABLE, reason, text, null);
        };
    }

    private static String stateOf(String words) {
        return STATES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(words).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String beforeValues(String words) {
        return VALUE.split(words, 2)[0].strip() + " … (the rest may quote rows and is left out)";
    }

    private static DriverException denied(String text) {
        return text.contains("row-level security policy")
                ? DriverException.user(
                        Reasons.PERMISSION_DENIED,
                        "A table has FORCE ROW LEVEL SECURITY, so that its owner cannot read it all and the dump would"
                                + " have gaps: ALTER TABLE … NO FORCE ROW LEVEL SECURITY (" + text + ")")
                : DriverException.user(
                        Reasons.PERMISSION_DENIED,
                        "The database holds something that belongs to neither the application's role nor to all: let its"
                                + " owner GRANT it to the application's role, or give it away (" + text + ")");
    }
}
