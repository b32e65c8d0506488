package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dump.
 *
 * @param flavour of the server, which decides on the program
 * @param encrypted whether the JDBC connection was
 * @param lockTables whether a snapshot is not enough and tables must be locked against writers
 */
record Dump(
        Tools tools, Flavour flavour, Endpoint endpoint, boolean encrypted, DatabaseTarget target, boolean lockTables) {
    private static final Logger log = LoggerFactory.getLogger(Dump.class);

    /**
     * Writes it, and counts what is in it.
     *
     * @throws DriverException when the program fails, or ends before the dump did
     */
    Contents writeTo(OutputStream sink) throws DriverException, IOException, InterruptedException {
        if (lockTables) {
            log.warn(
                    "'{}' has tables without transactions (MyISAM, Aria, MEMORY…): they are locked against writers"
                            + " while the dump runs",
                    target.databaseName());
        }
        var end = new EndMark();
        var rows = new RowCount();
        try (var login = ToolLogin.of(flavour, endpoint, encrypted, target.admin(), Optional.empty())) {
            tools.process(
                            flavour.dumpProgram(),
                            login.optionFile(),
                            arguments(),
                            Set.of(target.admin().password()))
                    .read(Reasons.DUMP_FAILED, out -> Watcher.copy(out, sink, end, rows));
        }
        if (!end.seen()) {
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED,
                    flavour.dumpProgram() + " reported success, but its dump of '" + target.databaseName()
                            + "' does not end with its end mark: it is not complete",
                    null);
        }
        return rows.contents();
    }

    /** The database is named without --databases, so that nothing in the dump says which one it came from. */
    private List<String> arguments() {
        var arguments = new ArrayList<>(List.of("--quick", "--routines", "--triggers", "--events", "--hex-blob"));
        arguments.addAll(commonArguments());
        arguments.add("--");
        arguments.add(target.databaseName());
        return arguments;
    }

    /** What holds whatever is dumped. */
    List<String> commonArguments() {
        var arguments = new ArrayList<>(List.of(
                lockTables ? "--lock-tables" : "--single-transaction",
                lockTables ? "--skip-single-transaction" : "--skip-lock-tables",
                "--no-tablespaces",
                "--default-character-set=utf8mb4",
                "--comments",
                "--skip-dump-date"));
        if (flavour == Flavour.MYSQL) {
            arguments.add("--set-gtid-purged=OFF");
            arguments.add("--loose-column-statistics=0");
            // Waiting for another's lock, or for a slow store behind this pipe, must neither last for ever nor fail.
            arguments.add("--loose-init-command=SET SESSION lock_wait_timeout=120, net_write_timeout=3600");
        }
        return arguments;
    }
}
