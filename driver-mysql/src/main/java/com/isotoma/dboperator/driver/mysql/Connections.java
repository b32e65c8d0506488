package com.isotoma.dboperator.driver.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * The connections of one call of the driver, so that an interruption can end them: JDBC does not notice interruptions by
 * itself. Safe for several threads.
 */
final class Connections {
    private final Set<Connection> open = new HashSet<>();
    private boolean aborted;

    /** Connects; the connection is the caller's to close. */
    Connection open(String url, Properties properties) throws SQLException, InterruptedException {
        refuseWhenAborted();
        var connection = DriverManager.getConnection(url, properties);
        synchronized (this) {
            if (!aborted) {
                open.add(connection);
                return connection;
            }
        }
        connection.close();
        throw new InterruptedException("interrupted while connecting");
    }

    private synchronized void refuseWhenAborted() throws InterruptedException {
        if (aborted) {
            throw new InterruptedException("interrupted before connecting");
        }
    }

    /** Breaks all connections off, and refuses new ones from now on. */
    synchronized void abort() throws SQLException {
        aborted = true;
        for (var connection : open) {
            connection.abort(Runnable::run);
        }
        open.clear();
    }
}
