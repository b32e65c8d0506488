package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The definitions of a database's triggers, events, routines and views, without any data: what cannot move from one
 * database to another and has to be made again there; defaults that name a sequence too. The dump program writes them, with the SQL mode, character set
 * and time zone that each was made with; {@link Load} reads them in.
 *
 * @param program that dumps the same database
 * @param admin who alone can see the bodies of routines
 * @param reader who reads all else
 */
record ProgramDump(DumpProgram program, Credentials admin, Credentials reader) {
    private static final List<String> ROUTINES =
            List.of("--no-data", "--no-create-info", "--skip-triggers", "--routines");
    private static final List<String> TRIGGERS_AND_EVENTS =
            List.of("--no-data", "--no-create-info", "--triggers", "--events");

    /** Everything, packed into ASCII text. It has to fit into memory and into one row, as code does. */
    String collect(Schema schema) throws DriverException, IOException, InterruptedException {
        var views = schema.views();
        var routines = Routines.of(schema);
        var defaults = new SequenceDefaults(schema.session(), schema.name()).statements();
        return packed(text -> {
            text.write(defaults.getBytes(StandardCharsets.UTF_8));
            routines(routines, text);
            program.run(reader, TRIGGERS_AND_EVENTS, List.of(), text);
            if (!views.isEmpty()) {
                // Last, since views may use functions. Their placeholders let them use each other in any order.
                program.run(reader, List.of("--no-data", "--skip-triggers"), views, text);
            }
        });
    }

    /**
     * Only what acts by itself: triggers and events, and some views. Other views are not looked at, which may not work any
     * more.
     */
    String collectActing(Schema schema, List<String> views) throws DriverException, IOException, InterruptedException {
        var tables = schema.tables();
        return packed(text -> {
            // Without any table the program would take all views.
            if (!tables.isEmpty()) {
                program.run(reader, TRIGGERS_AND_EVENTS, tables, text);
            }
            if (!views.isEmpty()) {
                program.run(reader, List.of("--no-data", "--skip-triggers"), views, text);
            }
        });
    }

    /**
     * Whether there are routines.
     *
     * @param table one table, or none if there is none
     */
    record Routines(boolean present, List<String> table) {
        static Routines of(Schema schema) throws DriverException {
            return new Routines(
                    schema.hasRoutines(), schema.tables().stream().limit(1).toList());
        }
    }

    /** The routines. One table is named, so that the program looks at no other, and at no view. */
    void routines(Routines routines, OutputStream sink) throws DriverException, IOException, InterruptedException {
        if (routines.present()) {
            program.run(admin, ROUTINES, routines.table(), sink);
        }
    }

    private interface Writing {
        void to(OutputStream text) throws DriverException, IOException, InterruptedException;
    }

    private static String packed(Writing writing) throws DriverException, IOException, InterruptedException {
        var packed = new ByteArrayOutputStream();
        try (var text = new GZIPOutputStream(packed)) {
            writing.to(text);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    /** What {@link #collect} packed. */
    static InputStream unpacked(String text) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
    }
}
