package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table and those of its columns that hold data, in their order; generated ones do not.
 *
 * @param name of the table
 */
record ExactTable(String name, List<Column> columns) {
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "double", "year");
    private static final Set<String> BINARY = Set.of(
            "bit",
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "vector",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    /** How a value is written in a statement. */
    enum Form {
        NUMBER,
        /** The server rounds it to six digits when it is asked for it as text, so it is asked for it as DOUBLE. */
        FLOAT,
        BINARY,
        TEXT
    }

    record Column(String name, Form form) {
        String selected() {
            return form == Form.FLOAT ? "(" + Quoting.identifier(name) + " + 0e0)" : Quoting.identifier(name);
        }
    }

    boolean hasFloats() {
        return columns.stream().anyMatch(column -> column.form() == Form.FLOAT);
    }

    String select(String database) {
        return columns.stream().map(Column::selected).collect(Collectors.joining(", ", "SELECT ", " FROM "))
                + Quoting.identifier(database) + "." + Quoting.identifier(name);
    }

    /** The beginning of a statement, up to its rows, in the form that {@link RowCount} reads. */
    String insert() {
        return columns.stream()
                .map(column -> Quoting.identifier(column.name()))
                .collect(Collectors.joining(",", "INSERT INTO " + Quoting.identifier(name) + " (", ") VALUES "));
    }

    /** The tables of a database; what holds no rows of its own is left out. */
    static List<ExactTable> of(Session session, String database) throws DriverException {
        var rows = session.rows("list the columns of '" + database + "'", """
                SELECT c.table_schema, c.table_name, c.column_name, LOWER(c.data_type), c.numeric_scale IS NULL
                FROM information_schema.columns c JOIN information_schema.tables t
                  ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                WHERE c.table_schema = ? AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                  AND COALESCE(c.generation_expression, '') = '' AND c.extra NOT LIKE '%ROW START%'
                  AND c.extra NOT LIKE '%ROW END%'
                ORDER BY c.table_name, c.ordinal_position
                """, 5, database);
        var tables = new LinkedHashMap<String, List<Column>>();
        for (var row : rows) {
            if (row.get(0).equals(database)) {
                tables.computeIfAbsent(row.get(1), name -> new ArrayList<>())
                        .add(new Column(row.get(2), form(row.get(3), row.get(4).equals("1"))));
            }
        }
        return tables.entrySet().stream()
                .map(table -> new ExactTable(table.getKey(), List.copyOf(table.getValue())))
                .toList();
    }

    /** FLOAT(M,D) is written with its D places, from which the same value comes back. */
    private static Form form(String type, boolean withoutScale) {
        var word = type.toLowerCase(Locale.ROOT);
        if (word.equals("float")) {
            return withoutScale ? Form.FLOAT : Form.NUMBER;
        }
        if (NUMBERS.contains(word)) {
            return Form.NUMBER;
        }
        return BINARY.contains(word) ? Form.BINARY : Form.TEXT;
    }
}
