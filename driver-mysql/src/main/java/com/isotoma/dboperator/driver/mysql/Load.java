package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a dump in as the application's user: so everything belongs to it, and a dump that says more than an application
 * may (its author is an application) can do no more than that application can.
 *
 * @param encrypted whether the JDBC connection was
 * @param largestPacket the server's max_allowed_packet, in bytes
 */
record Load(
        Tools tools, Flavour flavour, Endpoint endpoint, boolean encrypted, DatabaseTarget target, long largestPacket) {
    /**
     * Binary mode knows no commands of the client, such as one that runs a program. Comments belong to the bodies of
     * routines. A server may have sessions that do not commit by themselves, and the last rows of a dump would be lost.
     */
    private static final List<String> ARGUMENTS = List.of(
            "--batch", "--binary-mode", "--local-infile=0", "--comments", "--init-command=SET SESSION autocommit = 1");

    static Load into(DatabaseTarget target, Session admin, Tools tools) throws DriverException {
        return new Load(
                tools,
                admin.version().flavour(),
                Endpoint.of(target.connect()),
                admin.encrypted(),
                target,
                Databases.largestPacket(admin));
    }

    /**
     * Reads it in; stops at the first error.
     *
     * @param password of the application's user
     * @return the events that the dump has enabled; they are disabled now
     */
    List<String> readFrom(InputStream source, String password)
            throws DriverException, IOException, InterruptedException {
        var user = new Credentials(target.username(), password);
        var statements = new Statements();
        try (var dump = new PortableDump(source);
                var login = ToolLogin.of(flavour, endpoint, encrypted, user, Optional.of(target.databaseName()))) {
            tools.process(
                            flavour.clientProgram(),
                            login.optionFile(),
                            ARGUMENTS,
                            Set.of(password),
                            new ToolErrors(
                                    "read the dump into '" + target.databaseName() + "'",
                                    line -> place(statements, line)))
                    .feed(Reasons.RESTORE_FAILED, watched(dump, statements));
            if (!dump.complete()) {
                throw DriverException.user(
                        Reasons.RESTORE_FAILED,
                        "The dump does not end with its end mark: it is not complete, and '" + target.databaseName()
                                + "' holds a part of it");
            }
            return dump.enabledEvents();
        } catch (DriverException e) {
            throw statements.longest() < largestPacket ? e : tooLarge(statements, e);
        }
    }

    private static String place(Statements statements, long line) {
        var table = statements.tableAt(line);
        return table.isEmpty() ? "" : "or after the table '" + table + "'";
    }

    /** A server that gets too large a packet may end the connection without a word. */
    private DriverException tooLarge(Statements statements, DriverException e) {
        return new DriverException(
                DriverException.Kind.USER,
                Reasons.RESTORE_FAILED,
                "A row of the table '" + statements.longestTable() + "' takes " + statements.longest()
                        + " bytes in the dump, and max_allowed_packet of the server is " + largestPacket
                        + ": raise it above that (SET GLOBAL max_allowed_packet; 1073741824 is the most), then restore"
                        + " again",
                e);
    }

    private static InputStream watched(InputStream source, Watcher watcher) {
        return new FilterInputStream(source) {
            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                int n = super.read(bytes, from, count);
                if (n > 0) {
                    watcher.see(bytes, from, n);
                }
                return n;
            }
        };
    }
}
