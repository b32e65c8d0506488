package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * One connection to a server, whose errors are ours. Each statement commits by itself unless told otherwise. Every method
 * takes what it does in words that follow "Cannot", for an error.
 */
public abstract class SqlSession implements AutoCloseable {
    private static final int VALIDITY_SECONDS = 5;

    /** Makes something of one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Statements that belong together. */
    @FunctionalInterface
    public interface Work {
        void run() throws DriverException;
    }

    private final Connection connection;
    private final SqlErrors errors;

    protected SqlSession(Connection connection, SqlErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    /** For what only one kind of server has. */
    protected final Connection connection() {
        return connection;
    }

    /** The error of a statement, or of what else was done with {@link #connection}. */
    public DriverException error(String doing, SQLException e) {
        return errors.of(doing, e);
    }

    /** Runs a statement with values bound to its places; returns the number of rows changed. */
    public final int run(String doing, String sql, Object... values) throws DriverException {
        try {
            return runRaw(sql, values);
        } catch (SQLException e) {
            throw error(doing, e);
        }
    }

    /** The same for who looks at the error himself. */
    public final int runRaw(String sql, Object... values) throws SQLException {
        if (values.length == 0) {
            try (var statement = connection.createStatement()) {
                // Braces in names are no JDBC escapes.
                statement.setEscapeProcessing(false);
                statement.execute(sql);
                return Math.max(0, statement.getUpdateCount());
            }
        }
        try (var statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** All rows of a query. */
    public final <T> List<T> all(String doing, String sql, Row<T> row, Object... values) throws DriverException {
        try (var statement = prepared(sql, values);
                var rows = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw error(doing, e);
        }
    }

    /** The first row of a query, if it has one. */
    public final <T> Optional<T> first(String doing, String sql, Row<T> row, Object... values) throws DriverException {
        return all(doing, sql, row, values).stream().findFirst();
    }

    /** Whether the query has a row, and the first column of the first row is true. */
    public final boolean isTrue(String doing, String sql, Object... values) throws DriverException {
        return first(doing, sql, row -> row.getBoolean(1), values).orElse(false);
    }

    /** Whether the query has a row. */
    public final boolean exists(String doing, String sql, Object... values) throws DriverException {
        return !all(doing, sql, row -> true, values).isEmpty();
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** All of {@code work} or nothing. */
    public final void inTransaction(Work work) throws DriverException {
        inTransaction("end a transaction", work, true);
    }

    /** Finds out whether {@code work} can be done, and undoes it. */
    public final void tryOut(Work work) throws DriverException {
        inTransaction("undo a transaction", work, false);
    }

    private void inTransaction(String doing, Work work, boolean commit) throws DriverException {
        try {
            connection.setAutoCommit(false);
            try {
                work.run();
                if (commit) {
                    connection.commit();
                }
            } finally {
                // After a commit there is nothing to roll back; a lost connection has rolled back by itself.
                if (!connection.isClosed()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
        } catch (SQLException e) {
            throw error(doing, e);
        }
    }

    /** Lets the server be silent for so long from now on: for statements that read whole tables. */
    public final void beSilentFor(String doing, Duration limit) throws DriverException {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
        } catch (SQLException e) {
            throw error(doing, e);
        }
    }

    /** Whether the server still answers. */
    public final boolean isAlive() {
        try {
            return connection.isValid(VALIDITY_SECONDS);
        } catch (SQLException e) {
            throw new IllegalArgumentException("only a negative time is refused", e);
        }
    }

    /** Statements commit by themselves, so that a connection that cannot be closed any more loses nothing. */
    @Override
    public void close() {
        close(connection);
    }

    /** Closes a connection that no session has been made of. */
    public static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(SqlSession.class).debug("closing a connection", e);
        }
    }
}
