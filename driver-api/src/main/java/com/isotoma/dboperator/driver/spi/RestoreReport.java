package com.isotoma.dboperator.driver.spi;

import java.util.List;

/**
 * What a restore came to.
 *
 * @param notes what of the dump was left out or changed, one phrase each that names the object and why; names only, never
 *     rows. Never changes
 */
public record RestoreReport(List<String> notes) {
    /** Everything came back. */
    public static final RestoreReport COMPLETE = new RestoreReport(List.of());

    public RestoreReport {
        notes = List.copyOf(notes);
    }
}
