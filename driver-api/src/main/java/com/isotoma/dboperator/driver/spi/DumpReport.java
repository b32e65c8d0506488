package com.isotoma.dboperator.driver.spi;

import java.util.List;

/**
 * What a dump came to.
 *
 * @param server what the server said of itself
 * @param contents what is in the dump, counted in the dump itself: a count on the server would be of another moment
 * @param notes what a restore of this dump will leave out or change, one phrase each that names the object and why; names
 *     only, never rows. Empty when a restore brings everything back. Never changes
 */
public record DumpReport(ServerInfo server, Contents contents, List<String> notes) {
    public DumpReport {
        notes = List.copyOf(notes);
    }

    /** A dump from which everything comes back. */
    public DumpReport(ServerInfo server, Contents contents) {
        this(server, contents, List.of());
    }
}
