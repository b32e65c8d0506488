package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is in a database.
 *
 * @param session a session of the admin
 * @param name its name
 */
record Schema(Session session, String name) {
    /** Many files take a file system long. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*+'", Pattern.DOTALL);
    /** In the one form in which servers keep views: each table with its database. */
    private static final Pattern READS = Pattern.compile("(?:from|join) \\(*`((?:[^`]|``)++)`\\.`((?:[^`]|``)++)`");

    /** Its tables and sequences, which hold data; no views. */
    List<String> tables() throws DriverException {
        return names(
                "tables", "table_schema, table_name", "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')");
    }

    /** Its tables that can have rows: neither views nor sequences. */
    List<String> tablesWithRows() throws DriverException {
        return names("tables", "table_schema, table_name", "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')");
    }

    boolean comparesNamesInAnyCase() throws DriverException {
        return !session.rows("look how names are compared", "SELECT @@lower_case_table_names", 1)
                .getFirst()
                .getFirst()
                .equals("0");
    }

    /** Adds the views that read one of these tables, or a view of theirs. */
    void addViewsOf(Set<String> tables) throws DriverException {
        var reads = tablesReadByViews();
        boolean more = !tables.isEmpty();
        while (more) {
            var added = reads.entrySet().stream()
                    .filter(view -> !Collections.disjoint(view.getValue(), tables))
                    .map(Map.Entry::getKey)
                    .toList();
            more = tables.addAll(added);
        }
    }

    private Map<String, Set<String>> tablesReadByViews() throws DriverException {
        var views = new TreeMap<String, Set<String>>();
        for (var row : viewDefinitions()) {
            var reads = READS.matcher(TEXT.matcher(row.get(2)).replaceAll("''"));
            while (reads.find()) {
                if (reads.group(1).replace("``", "`").equals(name)) {
                    views.computeIfAbsent(row.get(1), view -> new HashSet<>())
                            .add(reads.group(2).replace("``", "`"));
                }
            }
        }
        return views;
    }

    private List<List<String>> viewDefinitions() throws DriverException {
        return session
                .rows(
                        "read the views of '" + name + "'",
                        "SELECT table_schema, table_name, view_definition FROM information_schema.views WHERE table_schema = ?",
                        3,
                        name)
                .stream()
                .filter(row -> row.get(0).equals(name))
                .toList();
    }

    /** Tables that are made of other tables (MySQL's MERGE). */
    List<String> mergeTables() throws DriverException {
        return names("tables", "table_schema, table_name", "engine = 'MRG_MyISAM'");
    }

    boolean hasRoutines() throws DriverException {
        return !names("routines", "routine_schema, routine_name", "TRUE").isEmpty();
    }

    List<String> views() throws DriverException {
        return names("views", "table_schema, table_name", "TRUE");
    }

    /** Views that read another database, each with the name of one. */
    Map<String, String> viewsOfOthers() throws DriverException {
        var views = new TreeMap<String, String>();
        for (var row : viewDefinitions()) {
            var reads = READS.matcher(TEXT.matcher(row.get(2)).replaceAll("''"));
            while (reads.find()) {
                var database = reads.group(1).replace("``", "`");
                if (!database.equals(name)) {
                    views.put(row.get(1), database);
                }
            }
        }
        return views;
    }

    boolean hasTable(String table) throws DriverException {
        return session.hasTable("look for the table '" + table + "' in '" + name + "'", qualified(table));
    }

    /** {@code `schema`.`object`}. */
    String qualified(String object) {
        return Quoting.identifier(name) + "." + Quoting.identifier(object);
    }

    /** Drops what acts by itself: triggers and events. */
    void dropActing() throws DriverException {
        drop("EVENT", names("events", "event_schema, event_name", "TRUE"));
        drop("TRIGGER", names("triggers", "trigger_schema, trigger_name", "TRUE"));
    }

    void dropViews(List<String> views) throws DriverException {
        drop("VIEW", views);
    }

    /** Drops everything that is code and not data: triggers, views, routines, events. */
    void dropPrograms() throws DriverException {
        dropActing();
        dropViews(views());
        for (var type : List.of("PROCEDURE", "FUNCTION", "PACKAGE")) {
            drop(type, names("routines", "routine_schema, routine_name", "routine_type = '" + type + "'"));
        }
    }

    private void drop(String type, List<String> objects) throws DriverException {
        for (var object : objects) {
            session.run(
                    "drop the " + type + " '" + object + "' of '" + name + "'",
                    "DROP " + type + " IF EXISTS " + qualified(object));
        }
    }

    void drop() throws DriverException {
        session.runPatiently(
                "drop the database '" + name + "'", PATIENCE, "DROP DATABASE IF EXISTS " + Quoting.identifier(name));
    }

    /** Names of a kind, by the schema that each says it is in: some servers compare names without regard to case. */
    private List<String> names(String kind, String columns, String condition) throws DriverException {
        var schema = columns.substring(0, columns.indexOf(','));
        return session
                .rows(
                        "list the " + kind + " of '" + name + "'",
                        "SELECT " + columns + " FROM information_schema." + kind + " WHERE " + schema + " = ? AND "
                                + condition + " ORDER BY 2",
                        2,
                        name)
                .stream()
                .filter(row -> row.get(0).equals(name))
                .map(row -> row.get(1))
                .toList();
    }
}
