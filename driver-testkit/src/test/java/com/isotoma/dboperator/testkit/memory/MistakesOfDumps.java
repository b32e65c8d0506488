package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Mistakes in dumps, and in what is read in from them. */
final class MistakesOfDumps {
    private static final String ROUND_TRIP = "aDumpRestoresIntoAnotherDatabaseOfAnotherUser";
    private static final String SINK = "theSinkIsLeftOpenAndItsFailureComesBackUnchangedWhereverItHappens";
    private static final String SOURCE = "theSourceIsReadToItsEndAndLeftOpen";
    private static final String FAILED_SOURCE = "aFailureOfTheSourceComesBackUnchangedAndTheRestoreCanBeMadeAgain";
    private static final String DAMAGED = "whatIsNoWholeDumpIsRefusedAndTheRestoreCanBeMadeAgain";

    static final List<Mistake> ALL = List.of(
            new Mistake("backup counts one row too many", ROUND_TRIP, new MemoryDriver() {
                @Override
                Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                        throws DriverException, IOException {
                    return contents(super.export(connection, target, sink).totalRows() + 1);
                }
            }),
            new Mistake("contents counts in another way than backup", ROUND_TRIP, new MemoryDriver() {
                @Override
                public Contents contents(DatabaseTarget target) throws DriverException, InterruptedException {
                    return Contents.of(Map.of("all", super.contents(target).totalRows()));
                }
            }),
            new Mistake("texts lose their blanks", ROUND_TRIP, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    for (var row : Dump.read(source)) {
                        connection.ask("add", place(target), row.strip().replace(" ", ""));
                    }
                }
            }),
            new Mistake("isEmpty is always true", ROUND_TRIP, new MemoryDriver() {
                @Override
                public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
                    return super.isEmpty(target) || !contents(target).rows().isEmpty();
                }
            }),
            new Mistake("isEmpty is never true", ROUND_TRIP, new MemoryDriver() {
                @Override
                public boolean isEmpty(DatabaseTarget target) throws DriverException, InterruptedException {
                    return super.isEmpty(target) && !contents(target).rows().isEmpty();
                }
            }),
            new Mistake("what is restored belongs to nobody", ROUND_TRIP, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    super.fill(connection, target, source);
                    connection.ask("set database", place(target), target.owner().mark(), "nobody", "closed");
                }
            }),
            new Mistake("backup closes the sink", SINK, new MemoryDriver() {
                @Override
                public DumpReport backup(DatabaseTarget target, OutputStream sink)
                        throws DriverException, IOException, InterruptedException {
                    try (sink) {
                        return super.backup(target, sink);
                    }
                }
            }),
            new Mistake("backup flushes after each write", SINK, new MemoryDriver() {
                @Override
                Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                        throws DriverException, IOException {
                    return super.export(connection, target, new FilterOutputStream(sink) {
                        @Override
                        public void write(byte[] bytes) throws IOException {
                            out.write(bytes);
                            out.flush();
                        }
                    });
                }
            }),
            new Mistake("backup swallows what the sink throws", SINK, new MemoryDriver() {
                @Override
                Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                        throws DriverException {
                    try {
                        return super.export(connection, target, sink);
                    } catch (IOException e) {
                        return contents(count(connection, target));
                    }
                }
            }),
            new Mistake("backup takes the sink's failure for the server's", SINK, new MemoryDriver() {
                @Override
                Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                        throws DriverException {
                    try {
                        return super.export(connection, target, sink);
                    } catch (IOException e) {
                        throw DriverException.unavailable(Reasons.DUMP_FAILED, "The dump failed.", e);
                    }
                }
            }),
            new Mistake("restore closes the source", SOURCE, new MemoryDriver() {
                @Override
                public void restore(DatabaseTarget target, InputStream source)
                        throws DriverException, IOException, InterruptedException {
                    try (source) {
                        super.restore(target, source);
                    }
                }
            }),
            new Mistake("restore does not read to the end", SOURCE, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    var whole = new ByteArrayOutputStream();
                    for (int b = source.read(); b >= 0; b = source.read()) {
                        whole.write(b);
                        if (b == '\n' && whole.toString(StandardCharsets.UTF_8).contains("\nend ")) {
                            break;
                        }
                    }
                    super.fill(connection, target, new ByteArrayInputStream(whole.toByteArray()));
                }
            }),
            new Mistake("checkDump refuses whole dumps", SOURCE, new MemoryDriver() {
                @Override
                public void checkDump(InputStream source) throws DriverException {
                    throw DriverException.user(Reasons.BACKUP_DAMAGED, "no dump is good enough");
                }
            }),
            new Mistake("restore swallows what the source throws", FAILED_SOURCE, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source) throws DriverException {
                    try {
                        super.fill(connection, target, source);
                    } catch (IOException e) {
                        connection.ask("count", place(target));
                    }
                }
            }),
            new Mistake("restore takes the source's failure for the server's", FAILED_SOURCE, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source) throws DriverException {
                    try {
                        super.fill(connection, target, source);
                    } catch (IOException e) {
                        throw DriverException.unavailable(Reasons.RESTORE_FAILED, "The restore failed.", e);
                    }
                }
            }),
            new Mistake("restore takes a truncated dump", DAMAGED, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    var read = source.readAllBytes();
                    try {
                        super.fill(connection, target, new ByteArrayInputStream(read));
                    } catch (DriverException e) {
                        addAll(connection, target, read, "memory dump");
                    }
                }
            }),
            new Mistake("restore takes a dump without its beginning", DAMAGED, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    var read = source.readAllBytes();
                    var text = new String(read, StandardCharsets.UTF_8);
                    if (text.startsWith("memory dump") || !text.contains("\nend ")) {
                        super.fill(connection, target, new ByteArrayInputStream(read));
                    } else {
                        addAll(connection, target, read, "");
                    }
                }
            }),
            new Mistake("restore takes a dump of nothing at all", DAMAGED, new MemoryDriver() {
                @Override
                void fill(Connection connection, DatabaseTarget target, InputStream source)
                        throws DriverException, IOException {
                    var read = source.readAllBytes();
                    if (read.length > 0) {
                        super.fill(connection, target, new ByteArrayInputStream(read));
                    }
                }
            }),
            new Mistake(
                    "restore leaves what it had begun, and trips over it",
                    "aRestoreWhoseConnectionBreaksCanBeMadeAgain",
                    new MemoryDriver() {
                        @Override
                        void fill(Connection connection, DatabaseTarget target, InputStream source)
                                throws DriverException, IOException {
                            if (count(connection, target) > 0) {
                                throw DriverException.user(Reasons.NOT_EMPTY, "It is not empty.");
                            }
                            for (var row : Dump.read(source)) {
                                connection.ask("add", place(target), row);
                            }
                        }
                    }),
            new Mistake(
                    "restore adds to what is there", "aRestoreThatWasDoneAlreadyAddsNothingTwice", new MemoryDriver() {
                        @Override
                        void fill(Connection connection, DatabaseTarget target, InputStream source)
                                throws DriverException, IOException {
                            for (var row : Dump.read(source)) {
                                connection.ask("add", place(target), row);
                            }
                        }
                    }),
            new Mistake(
                    "backup counts on the server before it dumps",
                    "aDumpMadeWhileApplicationsWriteHasWhatItsReportSays",
                    new MemoryDriver() {
                        @Override
                        Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                                throws DriverException, IOException {
                            var counted = contents(count(connection, target));
                            var unused = super.export(connection, target, sink);
                            return counted;
                        }
                    }),
            new Mistake(
                    "backup swallows a lost connection",
                    "aDumpWhoseConnectionBreaksIsNotCalledWhole",
                    new MemoryDriver() {
                        @Override
                        Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                                throws DriverException, IOException {
                            var dump = new Dump(sink);
                            dump.begin();
                            connection.ask("export", place(target));
                            try {
                                for (var next = connection.receive();
                                        next.getFirst().equals("row");
                                        next = connection.receive()) {
                                    dump.row(next.get(1));
                                }
                            } catch (DriverException e) {
                                // The mistake: the end of the connection is taken for the end of the rows.
                            }
                            dump.end();
                            return contents(dump.rows());
                        }
                    }));

    private MistakesOfDumps() {}

    /** Takes what begins so for a dump, whatever else there is of it. */
    private static void addAll(Connection connection, DatabaseTarget target, byte[] dump, String beginning)
            throws DriverException, IOException {
        if (!new String(dump, StandardCharsets.UTF_8).startsWith(beginning)) {
            throw DriverException.user(Reasons.BACKUP_DAMAGED, "The dump does not begin as one.");
        }
        for (var row : Dump.readAnything(new ByteArrayInputStream(dump))) {
            connection.ask("add", new MemoryDriver().place(target), row);
        }
    }
}
