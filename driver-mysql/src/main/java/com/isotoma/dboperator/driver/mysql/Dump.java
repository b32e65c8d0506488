package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dump of a whole database: its routines, then its tables, data, triggers, events and views.
 *
 * @param program that dumps the database
 * @param admin who alone can see the bodies of routines
 */
record Dump(DumpProgram program, Credentials admin) {
    private static final Logger log = LoggerFactory.getLogger(Dump.class);

    /**
     * What came of it.
     *
     * @param notes what stands in the way of a restore, one phrase each
     */
    record Dumped(Contents contents, List<String> notes) {}

    /** What the server says of a database before it is dumped. */
    record Plan(
            ProgramDump.Routines routines,
            ExcludedTables excluded,
            List<ExactTable> exactTables,
            long largestPacket,
            List<String> notes) {
        static Plan of(Schema schema, Exclusions exclusions) throws DriverException {
            var excluded = ExcludedTables.of(schema, exclusions);
            var notes = new ArrayList<>(notes(schema));
            if (!excluded.none()) {
                notes.addAll(excluded.notes(schema));
            }
            return new Plan(
                    ProgramDump.Routines.of(schema),
                    excluded,
                    ExactTable.of(schema.session(), schema.name()).stream()
                            .filter(excluded::keepsRowsOf)
                            .toList(),
                    Databases.largestPacket(schema.session()),
                    notes);
        }

        /** What cannot take the place of a database in use (see {@link Movable}), or cannot be restored beside it. */
        private static List<String> notes(Schema schema) throws DriverException {
            var notes = new ArrayList<String>();
            for (var table : schema.mergeTables()) {
                notes.add("the table '" + table + "' has the engine MRG_MyISAM, which cannot take the place of the"
                        + " one in use: make it an ordinary table");
            }
            schema.viewsOfOthers()
                    .forEach((view, database) -> notes.add("the view '" + view + "' reads the database '" + database
                            + "', which a restored copy may not: drop it before this dump is restored or verified"));
            for (var object : SelfNaming.in(schema)) {
                notes.add(
                        object + " names its own database '" + schema.name() + "': restored into a database of another"
                                + " name, it goes on to work on that one. Leave the database's name out of it");
            }
            return notes;
        }

        /** Whether the dump program would round values. */
        boolean rounded() {
            return exactTables.stream().anyMatch(ExactTable::hasFloats);
        }
    }

    /**
     * Writes it, and counts what is in it.
     *
     * @param reader who reads all that is not a routine
     * @throws DriverException when the program fails, or ends before the dump did
     */
    Dumped writeTo(OutputStream sink, Plan plan, Credentials reader)
            throws DriverException, IOException, InterruptedException {
        if (program.lockTables()) {
            log.warn(
                    "'{}' has tables without transactions (MyISAM, Aria, MEMORY…): they are locked against writers"
                            + " while the dump runs",
                    program.database());
        }
        var rows = new RowCount();
        var statements = new Statements();
        new ProgramDump(program, admin, reader).routines(plan.routines(), sink);
        if (plan.rounded()) {
            withExactValues(sink, plan, reader, rows, statements);
        } else {
            asTheProgramWrites(sink, plan.excluded(), reader, rows, statements);
        }
        return new Dumped(rows.contents(), notes(plan, statements));
    }

    /** All that a restore of this dump would stumble over. */
    private static List<String> notes(Plan plan, Statements statements) {
        var notes = new ArrayList<>(plan.notes());
        if (statements.longest() >= plan.largestPacket()) {
            notes.add("a row of the table '" + statements.longestTable() + "' takes " + statements.longest()
                    + " bytes in the dump, and max_allowed_packet of the server is " + plan.largestPacket()
                    + ": raise it above that before this dump is restored or verified");
        }
        return notes;
    }

    /** Tables without their rows come first, since views may read them. */
    private void asTheProgramWrites(
            OutputStream sink, ExcludedTables excluded, Credentials reader, RowCount rows, Statements statements)
            throws DriverException, IOException, InterruptedException {
        if (!excluded.data().isEmpty()) {
            program.run(
                    reader, List.of("--no-data", "--triggers"), List.copyOf(excluded.data()), sink, rows, statements);
        }
        program.run(
                reader,
                with(List.of("--triggers", "--events"), excluded.withoutAny(program.database())),
                List.of(),
                sink,
                rows,
                statements);
    }

    private static List<String> with(List<String> options, List<String> more) {
        return Stream.concat(options.stream(), more.stream()).toList();
    }

    /** The snapshot is taken first: a table that is altered after it cannot be read any more, and the dump fails. */
    private void withExactValues(OutputStream sink, Plan plan, Credentials reader, RowCount rows, Statements statements)
            throws DriverException, IOException, InterruptedException {
        var without = plan.excluded().withoutTables(program.database());
        try (var data = ExactData.open(program, reader, plan.exactTables())) {
            program.run(reader, with(List.of("--no-data", "--skip-triggers"), without), List.of(), sink, rows);
            data.writeTo(sink, rows, statements);
        }
        var acting = with(List.of("--no-data", "--no-create-info", "--triggers", "--events"), without);
        program.run(reader, acting, List.of(), sink);
    }
}
