package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Routines, triggers and events whose bodies name the database that they are in. A dump has bodies as they were written, so that
 * a copy of another name works on the original.
 */
final class SelfNaming {
    private static final String BODIES = "SELECT LOWER(routine_type), routine_name, routine_definition"
            + " FROM information_schema.routines WHERE routine_schema = ? AND LOCATE(?, routine_definition) > 0"
            + " UNION ALL SELECT 'trigger', trigger_name, action_statement"
            + " FROM information_schema.triggers WHERE trigger_schema = ? AND LOCATE(?, action_statement) > 0"
            + " UNION ALL SELECT 'event', event_name, event_definition"
            + " FROM information_schema.events WHERE event_schema = ? AND LOCATE(?, event_definition) > 0"
            + " ORDER BY 1, 2";

    /** Texts and comments name nothing. */
    private static final Pattern NO_NAMES = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\"" + "|/\\*.*?\\*/|(?:#|-- )[^\n]*", Pattern.DOTALL);

    private SelfNaming() {}

    /** What they are and how they are called: {@code the procedure 'p'}. */
    static List<String> in(Schema schema) throws DriverException {
        var name = schema.name();
        var rows = schema.session()
                .rows("read the routines of '" + name + "'", BODIES, 3, name, name, name, name, name, name);
        var found = new ArrayList<String>();
        for (var row : rows) {
            if (names(row.get(2), name)) {
                found.add("the " + row.get(0) + " '" + row.get(1) + "'");
            }
        }
        return found;
    }

    static boolean names(String body, String database) {
        var plain = Pattern.quote(database);
        var quoted = Pattern.quote(Quoting.identifier(database));
        return Pattern.compile("(?:(?<![\\w$`.@])" + plain + "|" + quoted + ")\\s*\\.")
                .matcher(NO_NAMES.matcher(body).replaceAll(" "))
                .find();
    }
}
