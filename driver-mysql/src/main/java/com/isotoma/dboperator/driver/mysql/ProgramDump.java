package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The definitions of a database's triggers, events, routines and views, without any data: what cannot move from one
 * database to another and has to be made again there. The dump program writes them, with the SQL mode, character set
 * and time zone that each was made with; {@link Load} reads them in.
 *
 * @param dump of the same database, as a whole
 */
record ProgramDump(Dump dump) {

    /** Everything, packed into ASCII text. It has to fit into memory and into one row, as code does. */
    String collect(List<String> views) throws DriverException, IOException, InterruptedException {
        var packed = new ByteArrayOutputStream();
        try (var text = new GZIPOutputStream(packed)) {
            append(text, List.of("--no-data", "--no-create-info", "--routines", "--triggers", "--events"), List.of());
            if (!views.isEmpty()) {
                // Last, since views may use functions. Their placeholders let them use each other in any order.
                append(text, List.of("--no-data", "--skip-triggers"), views);
            }
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private void append(GZIPOutputStream text, List<String> what, List<String> objects)
            throws DriverException, IOException, InterruptedException {
        var arguments = new ArrayList<>(what);
        arguments.addAll(dump.commonArguments());
        arguments.add("--");
        arguments.add(dump.target().databaseName());
        arguments.addAll(objects);
        var end = new EndMark();
        try (var login = ToolLogin.of(
                dump.flavour(), dump.endpoint(), dump.encrypted(), dump.target().admin(), Optional.empty())) {
            dump.tools()
                    .process(
                            dump.flavour().dumpProgram(),
                            login.optionFile(),
                            arguments,
                            Set.of(dump.target().admin().password()))
                    .read(Reasons.DUMP_FAILED, out -> Watcher.copy(out, text, end));
        }
        if (!end.seen()) {
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED,
                    dump.flavour().dumpProgram() + " did not write the definitions in '"
                            + dump.target().databaseName() + "' to their end",
                    null);
        }
    }

    /** What {@link #collect} packed. */
    static InputStream unpacked(String text) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
    }
}
