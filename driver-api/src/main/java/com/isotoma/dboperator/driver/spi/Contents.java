package com.isotoma.dboperator.driver.spi;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much data a database or a dump has, so that a dump and what was restored from it can be compared.
 *
 * @param rows number of rows by name of table, as a person writes it; tables that belong to the server or to an extension
 *     and partitioned tables themselves are left out, their partitions are not. Never changes
 */
public record Contents(SortedMap<String, Long> rows) {
    public Contents {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    public static Contents of(Map<String, Long> rows) {
        return new Contents(new TreeMap<>(rows));
    }

    public int tables() {
        return rows.size();
    }

    /** Rows of all tables. */
    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
