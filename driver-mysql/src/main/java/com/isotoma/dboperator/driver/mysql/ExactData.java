package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of a database, of one moment, as INSERT statements. The dump programs cannot write FLOAT values without rounding
 * them; so where there are any, the data are read here, and the dump programs write only the definitions.
 */
final class ExactData implements AutoCloseable {
    /** A slow store behind the dump holds up the server's answer that long at most. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** The settings under which the dump programs' own data are read in. */
    private static final String HEADER = """
            SET NAMES utf8mb4;
            SET SESSION time_zone = '+00:00', unique_checks = 0, foreign_key_checks = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
            """;

    private static final String FOOTER = """
            SET SESSION time_zone = DEFAULT, unique_checks = DEFAULT, foreign_key_checks = DEFAULT, sql_mode = DEFAULT;
            """;

    private final Session session;
    private final DumpProgram program;
    private final List<ExactTable> tables;

    private ExactData(Session session, DumpProgram program, List<ExactTable> tables) {
        this.session = session;
        this.program = program;
        this.tables = tables;
    }

    /** Fixes the moment. */
    static ExactData open(DumpProgram program, Credentials reader, List<ExactTable> tables) throws DriverException {
        var session = Session.openQuietly(program.endpoint(), reader);
        try {
            var data = new ExactData(session, program, tables);
            data.begin();
            return data;
        } catch (DriverException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void begin() throws DriverException {
        var doing = "fix the moment of the dump of '" + program.database() + "'";
        session.run(
                doing,
                "SET SESSION time_zone = '+00:00', character_set_results = utf8mb4, lock_wait_timeout = 120,"
                        + " net_write_timeout = " + PATIENCE.toSeconds());
        if (program.lockTables()) {
            session.run(
                    doing,
                    tables.stream()
                            .map(table -> qualified(table) + " READ")
                            .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
            return;
        }
        session.run(doing, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        session.run(doing, "START TRANSACTION WITH CONSISTENT SNAPSHOT");
        session.run(doing, "SAVEPOINT dumped");
    }

    private String qualified(ExactTable table) {
        return Quoting.identifier(program.database()) + "." + Quoting.identifier(table.name());
    }

    void writeTo(OutputStream sink, Watcher... watchers) throws DriverException, IOException {
        var out = new WatchedOutput(sink, watchers);
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
        for (var table : tables) {
            var rows = new InsertWriter(table, out);
            session.stream(
                    "read the table '" + table.name() + "'", PATIENCE, table.select(program.database()), rows::row);
            rows.end();
            if (!program.lockTables()) {
                // Until then nobody can alter the table.
                session.run("leave the table '" + table.name() + "'", "ROLLBACK TO SAVEPOINT dumped");
            }
        }
        out.write(FOOTER.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        session.close();
    }
}
