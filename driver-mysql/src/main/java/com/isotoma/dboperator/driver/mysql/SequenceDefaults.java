package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;

/**
 * Defaults of columns that take the next value of a sequence (MariaDB). The server keeps the sequence's name together with
 * its database's, and cannot open a table whose sequence is gone. So a table that moves to another database loses such
 * defaults before and gets them back there.
 *
 * @param admin session that looks
 * @param database whose tables move
 */
record SequenceDefaults(Session admin, String database) {
    private static final String DOING = "look for defaults that name a sequence";

    private record Default(String table, String column, String expression) {
        String alter() {
            return "ALTER TABLE " + Quoting.identifier(table) + " ALTER COLUMN " + Quoting.identifier(column);
        }
    }

    /** Statements that give them back, in whatever database they are run; empty text when there is nothing to give. */
    String statements() throws DriverException {
        var text = new StringBuilder();
        for (var one : all()) {
            if (text.isEmpty()) {
                text.append("SET SESSION system_versioning_alter_history = KEEP;\n");
            }
            text.append(one.alter())
                    .append(" SET DEFAULT (")
                    .append(one.expression().replace(named(), "("))
                    .append(");\n");
        }
        return text.toString();
    }

    boolean present() throws DriverException {
        return !all().isEmpty();
    }

    /** @param own session of the database's account */
    void drop(Session own) throws DriverException {
        var doing = "take the default that names a sequence from a column";
        own.run(doing, "USE " + Quoting.identifier(database));
        own.run(doing, "SET SESSION system_versioning_alter_history = KEEP");
        for (var one : all()) {
            own.run(doing, one.alter() + " DROP DEFAULT");
        }
    }

    private List<Default> all() throws DriverException {
        if (admin.version().flavour() != Flavour.MARIADB) {
            return List.of();
        }
        return admin
                .rows(
                        DOING,
                        "SELECT table_name, column_name, column_default FROM information_schema.columns"
                                + " WHERE table_schema = ? AND LOCATE(?, column_default) > 0 ORDER BY 1, 2",
                        3,
                        database,
                        named())
                .stream()
                .map(row -> new Default(row.get(0), row.get(1), row.get(2)))
                .toList();
    }

    private String named() {
        return "(" + Quoting.identifier(database) + ".";
    }
}
