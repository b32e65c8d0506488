package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.driver.storage.CopyStream;
import java.util.List;
import java.util.Objects;

/**
 * What a backup came to that is stored at least once.
 *
 * @param copies each of them, in the order of the spec; one at least is good
 * @param serverVersion version of the server that was dumped
 * @param reached how much it was
 * @param notes what a restore will leave out, as the driver says it
 * @param omitted what is not in it because that was asked for
 */
public record Completion(
        List<CopyOutcome> copies, String serverVersion, Reached reached, List<String> notes, Omitted omitted) {
    public Completion {
        copies = List.copyOf(copies);
        notes = List.copyOf(notes);
    }

    private CopyOutcome first() {
        return copies.stream().filter(c -> c.result() != null).findFirst().orElseThrow();
    }

    /** The URL of the first good copy. */
    public String url() {
        return first().url();
    }

    /** The first good copy. */
    public CopyStream.Result result() {
        return Objects.requireNonNull(first().result());
    }

    /** One line for each copy that there is not. */
    public List<String> failures() {
        return copies.stream()
                .filter(c -> c.failure() != null)
                .map(c -> c.url() + ": " + Objects.requireNonNull(c.failure()).getMessage())
                .toList();
    }
}
