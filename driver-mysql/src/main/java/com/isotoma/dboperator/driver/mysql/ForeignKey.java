package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A foreign key within one database.
 *
 * @param table that has it
 * @param name of the key
 * @param referred the table that it refers to
 */
record ForeignKey(String table, String name, String referred) {
    String described() {
        return "the foreign key '" + name + "' of '" + table + "'";
    }

    static List<ForeignKey> of(Schema schema) throws DriverException {
        return schema
                .session()
                .rows(
                        "list the foreign keys of '" + schema.name() + "'",
                        "SELECT constraint_schema, table_name, constraint_name, referenced_table_name, unique_constraint_schema"
                                + " FROM information_schema.referential_constraints WHERE constraint_schema = ?"
                                + " AND unique_constraint_schema = constraint_schema ORDER BY 2, 3",
                        5,
                        schema.name())
                .stream()
                .filter(row -> row.get(0).equals(schema.name()))
                .map(row -> new ForeignKey(row.get(1), row.get(2), row.get(3)))
                .toList();
    }

    /**
     * Removes those that refer to a table that is not there: nothing could be written into their tables.
     *
     * @return one phrase each, for people
     */
    static List<String> dropDangling(Schema schema) throws DriverException {
        var tables = new HashSet<>(schema.tables());
        var notes = new ArrayList<String>();
        for (var key : of(schema)) {
            if (!tables.contains(key.referred())) {
                schema.session()
                        .run(
                                "remove " + key.described(),
                                "ALTER TABLE " + schema.qualified(key.table()) + " DROP FOREIGN KEY "
                                        + Quoting.identifier(key.name()));
                notes.add(
                        "left out, since the table '" + key.referred() + "' is not in the backup: " + key.described());
            }
        }
        return notes;
    }
}
