package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** A connection whose errors are ours. Commits each statement unless told otherwise. */
final class Session implements AutoCloseable {
    private static final int OLDEST = 13;
    private static final int VALIDITY_SECONDS = 5;
    private static final int LONGEST_STATEMENT_MILLIS = 6 * 60 * 60 * 1000;

    /** Makes something of one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Statements that belong together. */
    @FunctionalInterface
    interface Work {
        void run() throws DriverException;
    }

    private final Connection connection;
    private final SqlErrors errors;

    Session(Connection connection, SqlErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    /** @param doing what the statement does, for an error: "cannot" and this */
    void run(String doing, String sql) throws DriverException {
        try {
            runRaw(sql);
        } catch (SQLException e) {
            throw errors.of(doing, e);
        }
    }

    /** The same for who looks at the error himself. */
    void runRaw(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            // Braces in names are no JDBC escapes.
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    DriverException error(String doing, SQLException e) {
        return errors.of(doing, e);
    }

    <T> List<T> all(String doing, String sql, Row<T> row, Object... values) throws DriverException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                var all = new ArrayList<T>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        } catch (SQLException e) {
            throw errors.of(doing, e);
        }
    }

    <T> Optional<T> first(String doing, String sql, Row<T> row, Object... values) throws DriverException {
        return all(doing, sql, row, values).stream().findFirst();
    }

    boolean isTrue(String doing, String sql, Object... values) throws DriverException {
        return first(doing, sql, row -> row.getBoolean(1), values).orElse(false);
    }

    /** All of {@code work} or nothing. */
    void inTransaction(Work work) throws DriverException {
        try {
            connection.setAutoCommit(false);
            try {
                work.run();
                connection.commit();
            } finally {
                // After a commit there is nothing to roll back; a lost connection has rolled back by itself.
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw errors.of("end a transaction", e);
        }
    }

    /** Finds out whether {@code work} can be done, and undoes it. */
    void tryOut(Work work) throws DriverException {
        try {
            connection.setAutoCommit(false);
            try {
                work.run();
            } finally {
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw errors.of("undo a transaction", e);
        }
    }

    boolean isAlive() {
        try {
            return connection.isValid(VALIDITY_SECONDS);
        } catch (SQLException e) {
            throw new IllegalArgumentException("only a negative time is refused", e);
        }
    }

    boolean isSuperuser() throws DriverException {
        return isTrue("look at the admin", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    }

    int majorVersion() throws DriverException {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw errors.of("ask for the version", e);
        }
    }

    /** The number of the server's process that works for this session. */
    int processId() throws DriverException {
        try {
            return connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw errors.of("ask for the server's process", e);
        }
    }

    /** Lets the session live while a tool works, for hours perhaps. */
    void keepIdle() throws DriverException {
        if (majorVersion() >= 14) {
            run("prepare the session", "SET idle_session_timeout = 0");
        }
    }

    /** Lets statements take as long as reading a whole table can, with an end for those that never answer. */
    void expectLongStatements() throws DriverException {
        try {
            connection.setNetworkTimeout(Runnable::run, LONGEST_STATEMENT_MILLIS);
        } catch (SQLException e) {
            throw errors.of("prepare the session", e);
        }
    }

    void requireSupportedVersion() throws DriverException {
        if (majorVersion() < OLDEST) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "PostgreSQL " + majorVersion() + " is too old for this driver, which needs " + OLDEST
                            + " or newer");
        }
    }

    ServerInfo info() throws DriverException {
        try {
            var version = connection.unwrap(PGConnection.class).getParameterStatus("server_version");
            // "18.1 (Debian 18.1-1)": the packager's part says nothing about the server.
            return new ServerInfo(
                    "PostgreSQL " + String.valueOf(version).split(" ", 2)[0], new ServerIdentity(this).find());
        } catch (SQLException e) {
            throw errors.of("ask for the version", e);
        }
    }

    @Override
    public void close() throws DriverException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw errors.of("close a connection", e);
        }
    }
}
