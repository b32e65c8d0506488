package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;

/**
 * Finds what would not survive it when the tables of one database move into another, or would keep the old ones from being
 * dropped; asked before anything is touched.
 */
record Movable(Session session, String database, String replacement) {
    private static final String DOING = "look for what cannot be moved";

    /** @throws DriverException of kind USER that names the first obstacle */
    void require() throws DriverException {
        requireOf(List.of(database, replacement));
        refuse(
                "has the foreign key %s of the table %s to the table %s, which does not exist: drop that key first",
                replacement,
                "SELECT r.constraint_name, r.table_name, r.referenced_table_name"
                        + " FROM information_schema.referential_constraints r LEFT JOIN information_schema.tables t"
                        + " ON t.table_schema = r.unique_constraint_schema AND t.table_name = r.referenced_table_name"
                        + " WHERE r.constraint_schema = ? AND r.unique_constraint_schema = r.constraint_schema"
                        + " AND t.table_name IS NULL",
                replacement);
        refuse(
                "has the table %s of the engine %s (%s), whose parts are named with this database: make it an ordinary one",
                replacement,
                "SELECT table_name, engine, table_type FROM information_schema.tables"
                        + " WHERE table_schema = ? AND engine = 'MRG_MyISAM'",
                replacement);
    }

    /** The same for the database in use alone, before there is a replacement. */
    void requireBeforehand() throws DriverException {
        requireOf(List.of(database));
    }

    private void requireOf(List<String> schemas) throws DriverException {
        for (var schema : schemas) {
            refuse(
                    "is referred to by the foreign key %s of the table %s in the database %s: drop that key first",
                    schema,
                    "SELECT constraint_name, table_name, constraint_schema FROM information_schema.referential_constraints"
                            + " WHERE unique_constraint_schema = ? AND constraint_schema <> unique_constraint_schema",
                    schema);
        }
        var old = Replacements.oldOf(database);
        // One that waits has made it already.
        if (Databases.exists(session, old)
                && new Replacements(session).about(database).isEmpty()) {
            throw Claims.conflict("The database '" + old + "', which the old data of '" + database
                    + "' would go to, exists and was not made by this run: drop it if nobody needs it");
        }
    }

    private void refuse(String what, String schema, String query, Object... values) throws DriverException {
        var found = session.rows(DOING, query, 3, values);
        if (!found.isEmpty()) {
            var names = found.getFirst().stream().map(name -> "'" + name + "'").toArray();
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    (replacement.equals(database) ? "Other data" : "'" + replacement + "'")
                            + " cannot take the place of '" + database + "': '" + schema + "' "
                            + what.formatted(names));
        }
    }
}
