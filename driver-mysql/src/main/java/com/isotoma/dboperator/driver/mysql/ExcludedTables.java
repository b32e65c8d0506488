package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.driver.sql.TablePattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a dump leaves out, found in the catalogue: the dump program knows names only. A view goes with the tables that it reads.
 *
 * @param tables tables and views that are left out
 * @param data tables whose rows are left out
 * @param unmatched patterns that no table matched
 */
record ExcludedTables(Set<String> tables, Set<String> data, List<String> unmatched) {
    static final ExcludedTables NONE = new ExcludedTables(Set.of(), Set.of(), List.of());

    static ExcludedTables of(Schema schema, Exclusions asked) throws DriverException {
        if (asked.none()) {
            return NONE;
        }
        boolean anyCase = schema.comparesNamesInAnyCase();
        var withRows = schema.tablesWithRows();
        var all = new ArrayList<>(schema.tables());
        all.addAll(schema.views());
        var unmatched = new ArrayList<String>();
        var tables = TablePattern.matching(asked.tables(), all, p -> p.predicate(anyCase), unmatched);
        schema.addViewsOf(tables);
        var data = TablePattern.matching(asked.data(), withRows, p -> p.predicate(anyCase), unmatched);
        data.removeAll(tables);
        return new ExcludedTables(tables, data, List.copyOf(unmatched));
    }

    boolean none() {
        return tables.isEmpty() && data.isEmpty();
    }

    /** What the dump program is to pass over: tables that are not in the dump at all. */
    List<String> withoutTables(String database) {
        return ignoring(database, tables);
    }

    /** The same, and those without their rows, whose definitions are dumped for themselves. */
    List<String> withoutAny(String database) {
        var all = new LinkedHashSet<>(tables);
        all.addAll(data);
        return ignoring(database, all);
    }

    private static List<String> ignoring(String database, Set<String> names) {
        return names.stream()
                .map(name -> "--ignore-table=" + database + "." + name)
                .toList();
    }

    boolean keepsRowsOf(ExactTable table) {
        return !tables.contains(table.name()) && !data.contains(table.name());
    }

    Omitted omitted() {
        return new Omitted(List.copyOf(new TreeSet<>(tables)), List.copyOf(new TreeSet<>(data)), unmatched);
    }

    /** What a restore changes because of it, one phrase each. */
    List<String> notes(Schema schema) throws DriverException {
        var notes = new ArrayList<String>();
        for (var key : ForeignKey.of(schema)) {
            if (tables.contains(key.referred()) && !tables.contains(key.table())) {
                notes.add(
                        "left out, since the table '" + key.referred() + "' is not in the backup: " + key.described());
            } else if (data.contains(key.referred()) && !tables.contains(key.table()) && !data.contains(key.table())) {
                notes.add("with rows that refer to rows of '" + key.referred() + "', which are not in the backup: "
                        + key.described());
            }
        }
        return notes;
    }
}
