package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.HashMap;

/**
 * What users have made in a database.
 *
 * @param inside a session in the database, of somebody who may read all of it
 * @param target the database
 */
record Tables(Session inside, DatabaseTarget target) {
    /** Objects of extensions, internal ones and those of temporary schemas are nobody's work here. */
    private static final String MADE_BY_USERS = """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname NOT LIKE 'pg\\_toast%'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
              AND d.deptype IN ('e', 'i'))
            """;

    private static final String FUNCTIONS = """
            FROM pg_proc p WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
            """;

    /** A database with these two lists empty is one that a restore cannot collide with. */
    boolean none() throws DriverException {
        return !inside.isTrue(
                "look into database '" + target.databaseName() + "'",
                "SELECT EXISTS (SELECT " + MADE_BY_USERS + ") OR EXISTS (SELECT " + FUNCTIONS
                        + ") OR EXISTS (SELECT FROM pg_largeobject_metadata)");
    }

    /** All in one transaction, so that the numbers are of one moment. */
    Contents count() throws DriverException {
        var rows = new HashMap<String, Long>();
        inside.inTransaction(() -> {
            inside.run(
                    "begin to count",
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0");
            var tables = inside.all(
                    "list the tables of '" + target.databaseName() + "'",
                    "SELECT n.nspname, c.relname " + MADE_BY_USERS + " AND c.relkind = 'r' ORDER BY 1, 2",
                    row -> new String[] {row.getString(1), row.getString(2)});
            for (var table : tables) {
                var count = inside.first(
                        "count the rows of " + name(table[0], table[1]),
                        Sql.withNames("SELECT count(*) FROM ONLY {schema}.{table}", table[0], table[1]),
                        row -> row.getLong(1));
                rows.put(name(table[0], table[1]), count.orElse(0L));
            }
        });
        return Contents.of(rows);
    }

    static String name(String schema, String table) {
        return schema + "." + table;
    }
}
