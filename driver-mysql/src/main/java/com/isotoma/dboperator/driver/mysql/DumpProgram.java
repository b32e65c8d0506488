package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's own dump program.
 *
 * @param flavour of the server, which decides on the program
 * @param encrypted whether the JDBC connection was
 * @param database what is dumped
 * @param lockTables whether a snapshot is not enough and tables must be locked against writers
 */
record DumpProgram(
        Tools tools, Flavour flavour, Endpoint endpoint, boolean encrypted, String database, boolean lockTables) {

    /**
     * Runs it once, and checks that what it wrote is complete.
     *
     * @param what options that say what is dumped
     * @param objects tables and views; all when empty
     */
    void run(Credentials login, List<String> what, List<String> objects, OutputStream sink, Watcher... watchers)
            throws DriverException, IOException, InterruptedException {
        var arguments = new ArrayList<>(what);
        arguments.addAll(common());
        arguments.add("--");
        // Without --databases, so that nothing in the dump says which one it came from.
        arguments.add(database);
        arguments.addAll(objects);
        var end = new EndMark();
        var all = Arrays.copyOf(watchers, watchers.length + 1);
        all[watchers.length] = end;
        try (var file = ToolLogin.of(flavour, endpoint, encrypted, login, Optional.empty())) {
            tools.process(
                            flavour.dumpProgram(),
                            file.optionFile(),
                            arguments,
                            Set.of(login.password()),
                            ToolErrors.dumping(database))
                    .read(Reasons.DUMP_FAILED, out -> Watcher.copy(out, sink, all));
        }
        if (!end.seen()) {
            throw DriverException.unavailable(
                    Reasons.DUMP_FAILED,
                    flavour.dumpProgram() + " reported success, but its dump of '" + database
                            + "' does not end with its end mark: it is not complete",
                    null);
        }
    }

    private List<String> common() {
        var arguments = new ArrayList<>(List.of(
                lockTables ? "--lock-tables" : "--single-transaction",
                lockTables ? "--skip-single-transaction" : "--skip-lock-tables",
                "--quick",
                "--hex-blob",
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
