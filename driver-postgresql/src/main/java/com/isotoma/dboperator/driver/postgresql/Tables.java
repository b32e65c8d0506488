package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What users have made in a database.
 *
 * @param inside a session in the database, of somebody who may read all of it
 * @param target the database
 */
record Tables(Session inside, DatabaseTarget target) {
    private static final int AT_ONCE = 100;

    /**
     * Objects of extensions, internal ones and those of temporary schemas are nobody's work here. A partitioned table depends on its
     * own columns in the way in which internal objects depend on others.
     */
    private static final String MADE_BY_USERS = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname NOT LIKE 'pg\\_toast%'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
              AND d.deptype IN ('e', 'i') AND d.refobjid <> c.oid)
            """;

    private static final String FUNCTIONS = """
            FROM pg_proc p WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
            """;

    /** A table or what is like one. */
    record Relation(String schema, String name) {}

    /** A database with these two lists empty is one that a restore cannot collide with. */
    boolean none() throws DriverException {
        return !inside.isTrue(
                "look into database '" + target.databaseName() + "'",
                "SELECT EXISTS (SELECT " + MADE_BY_USERS + ") OR EXISTS (SELECT " + FUNCTIONS
                        + ") OR EXISTS (SELECT FROM pg_largeobject_metadata)");
    }

    /** The same, where what every new database of the server has is no obstacle unless it is the application's own. */
    boolean none(TemplateObjects template) throws DriverException {
        return !inside.isTrue(
                        "look into database '" + target.databaseName() + "'",
                        "SELECT EXISTS (SELECT " + MADE_BY_USERS
                                + " AND pg_get_userbyid(c.relowner) = ?) OR EXISTS (SELECT "
                                + FUNCTIONS + " AND pg_get_userbyid(p.proowner) = ?)"
                                + " OR EXISTS (SELECT FROM pg_largeobject_metadata)",
                        target.username(),
                        target.username())
                && template.names().containsAll(names(inside));
    }

    /** What users have made: tables, views, indexes and sequences by kind and name, functions with their arguments. */
    static List<String> names(Session inside) throws DriverException {
        return inside.all(
                "list what is in a database",
                "SELECT c.relkind::text || ' ' || c.oid::regclass::text " + MADE_BY_USERS
                        + " UNION ALL SELECT 'f ' || p.oid::regprocedure::text " + FUNCTIONS,
                row -> row.getString(1));
    }

    /** What users have made of these kinds, which are written as SQL texts. */
    static List<Dependents.Found> relations(Session inside, String kinds) throws DriverException {
        return inside.all(
                "list the tables",
                "SELECT c.oid::bigint, n.nspname, c.relname, c.relkind::text " + MADE_BY_USERS + " AND c.relkind IN ("
                        + kinds + ") ORDER BY 2, 3",
                row -> new Dependents.Found(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    /** Tables and sequences that every new database of the server has and that the application may not read. */
    List<Relation> unreadable(TemplateObjects template) throws DriverException {
        return inside
                .all(
                        "look for what the application may not read",
                        "SELECT c.relkind::text || ' ' || c.oid::regclass::text, n.nspname, c.relname " + MADE_BY_USERS
                                + " AND c.relkind IN ('r', 'p', 'S', 'm', 'v', 'f')"
                                + " AND NOT has_table_privilege(?, c.oid, 'SELECT')",
                        row -> Map.entry(row.getString(1), new Relation(row.getString(2), row.getString(3))),
                        target.username())
                .stream()
                .filter(found -> template.names().contains(found.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All in one transaction, so that the numbers are of one moment. */
    Contents count(TemplateObjects template) throws DriverException {
        var rows = new HashMap<String, Long>();
        var unreadable = unreadable(template);
        inside.inTransaction(() -> {
            inside.run(
                    "begin to count",
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0");
            var tables = inside.all(
                    "list the tables of '" + target.databaseName() + "'",
                    "SELECT n.nspname, c.relname " + MADE_BY_USERS + " AND c.relkind = 'r' ORDER BY 1, 2",
                    row -> new Relation(row.getString(1), row.getString(2)));
            for (int from = 0; from < tables.size(); from += AT_ONCE) {
                inside.run("begin to count", "SAVEPOINT counted");
                for (var table : tables.subList(from, Math.min(tables.size(), from + AT_ONCE))) {
                    if (!unreadable.contains(table)) {
                        rows.put(name(table.schema(), table.name()), count(table));
                    }
                }
                // The snapshot stays, the locks go: there may be more tables than the server has locks.
                inside.run("go on counting", "ROLLBACK TO SAVEPOINT counted");
            }
        });
        return Contents.of(rows);
    }

    private long count(Relation table) throws DriverException {
        return inside.first(
                        "count the rows of " + name(table.schema(), table.name()),
                        Quoting.withNames("SELECT count(*) FROM ONLY {schema}.{table}", table.schema(), table.name()),
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /** What the tables take up on disk, without their indexes: some more than a dump of them. */
    long bytes() throws DriverException {
        return inside.first(
                        "look how large database '" + target.databaseName() + "' is",
                        "SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint " + MADE_BY_USERS
                                + " AND c.relkind IN ('r', 'm')",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    static String name(String schema, String table) {
        return schema + "." + table;
    }
}
