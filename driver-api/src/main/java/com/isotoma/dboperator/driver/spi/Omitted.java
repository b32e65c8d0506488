package com.isotoma.dboperator.driver.spi;

import java.util.List;

/**
 * What a dump leaves out because {@link Exclusions} asked for it.
 *
 * @param tables names of the tables that are not in it, as {@link Contents} writes them, and of what cannot exist without
 *     them, such as their views; never changes
 * @param data names of the tables that are in it without their rows; never changes
 * @param unmatched patterns that no table matched; never changes
 */
public record Omitted(List<String> tables, List<String> data, List<String> unmatched) {
    /** The dump is of the whole database. */
    public static final Omitted NOTHING = new Omitted(List.of(), List.of(), List.of());

    public Omitted {
        tables = List.copyOf(tables);
        data = List.copyOf(data);
        unmatched = List.copyOf(unmatched);
    }

    /** Whether the dump has everything. */
    public boolean nothing() {
        return tables.isEmpty() && data.isEmpty();
    }
}
