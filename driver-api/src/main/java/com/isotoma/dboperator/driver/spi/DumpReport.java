package com.isotoma.dboperator.driver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dump came to.
 *
 * @param server what the server said of itself
 * @param contents what is in the dump, counted in the dump itself: a count on the server would be of another moment
 * @param notes what a restore of this dump will leave out or change, one phrase each that names the object and why; names
 *     only, never rows. Empty when a restore brings everything back. Never changes
 * @param readWith what reads this dump, where the server decides that and not the driver, as in {@link BackupFormat}; else null
 * @param omitted what is not in it because that was asked for
 */
public record DumpReport(
        ServerInfo server,
        Contents contents,
        List<String> notes,
        @Nullable String readWith,
        Omitted omitted) {
    public DumpReport {
        notes = List.copyOf(notes);
    }

    /** A dump of the whole database. */
    public DumpReport(ServerInfo server, Contents contents, List<String> notes, @Nullable String readWith) {
        this(server, contents, notes, readWith, Omitted.NOTHING);
    }

    /** A dump that is read as the driver's format says. */
    public DumpReport(ServerInfo server, Contents contents, List<String> notes) {
        this(server, contents, notes, null);
    }

    /** A dump from which everything comes back. */
    public DumpReport(ServerInfo server, Contents contents) {
        this(server, contents, List.of());
    }
}
