package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.ToolFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What it means that pg_dump ended badly. The SQLSTATE that its words stand for decides, as it does for JDBC: an answer that is
 * not known is an answer all the same. Of words from the server that are not known, only what stands before a value is shown.
 */
final class DumpFailure implements ToolFailure {
    private static final Pattern OWN = Pattern.compile("(?:/\\S*/)?pg_dump: (error|warning): (.*)");
    private static final Pattern DETAIL =
            Pattern.compile("(?:/\\S*/)?pg_dump: detail: Error message from server: (?:\\p{L}+:  +)?(.*)");
    private static final Pattern SAID = Pattern.compile("(?:/\\S*/)?pg_dump: detail: Error message from server: (.*)");
    private static final Pattern VALUE = Pattern.compile("[\"'„“”»«‘’]|: |0x|\\d");
    private static final int KILLED = 128;

    @Override
    public DriverException explain(String reason, String tool, int status, List<String> messages) {
        var said = new ArrayList<String>();
        var state = "";
        for (var line : messages) {
            var own = OWN.matcher(line);
            var detail = DETAIL.matcher(line);
            if (own.matches()) {
                said.add("pg_dump: " + own.group(1) + ": " + own.group(2));
                boolean first = state.isEmpty() && own.group(1).equals("error");
                state = first ? DumpWords.state(own.group(2)) : state;
            } else if (detail.matches()) {
                var known = DumpWords.state(SAID.matcher(line).replaceFirst("$1"));
                said.add(known.isEmpty() ? beforeValues(detail.group(1)) : detail.group(1));
                state = known.isEmpty() ? state : known;
            }
        }
        var text = "pg_dump ended with status " + status + ": " + String.join("; ", said);
        if (status >= KILLED || said.isEmpty() || ServerErrors.mayPass(state)) {
            return DriverException.unavailable(reason, text, null);
        }
        return switch (state) {
            case "42501" -> denied(text);
            case "28P01" -> DriverException.user(Reasons.AUTHENTICATION_FAILED, text);
            case "XX001" ->
                DriverException.user(
                        reason,
                        "The server cannot read its own data (" + text + "): have its administrator look at it");
            default -> DriverException.user(reason, text);
        };
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
