package com.isotoma.dboperator.driver.spi;

import java.util.List;

/**
 * What a backup is to leave out, as patterns for the names of tables: {@code *} stands for any characters and {@code ?} for
 * one. Which name a pattern is compared with, the driver's documentation says.
 *
 * @param tables patterns for tables that are left out altogether; never changes
 * @param data patterns for tables whose definition is kept and whose rows are left out; never changes
 */
public record Exclusions(List<String> tables, List<String> data) {
    /** Nothing is left out. */
    public static final Exclusions NONE = new Exclusions(List.of(), List.of());

    public Exclusions {
        tables = List.copyOf(tables);
        data = List.copyOf(data);
    }

    /** Whether the backup is to have everything. */
    public boolean none() {
        return tables.isEmpty() && data.isEmpty();
    }
}
