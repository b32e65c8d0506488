package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, without a current database. Values are bound by the JDBC driver, which puts them into the
 * text by the rules of the session's SQL mode; so binding works for account statements too, which no server prepares.
 */
final class Session implements AutoCloseable {
    /** How long a statement waits for others' locks, in seconds; less than the socket's time-out. */
    static final int LOCK_WAIT = 15;

    private static final Duration SOCKET_TIMEOUT = Connector.SOCKET_TIMEOUT;
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int CANNOT_USER = 1396;

    private final Connection connection;
    private final SqlErrors errors;
    private final ServerVersion version;

    private Session(Connection connection, SqlErrors errors) throws DriverException {
        this.connection = connection;
        this.errors = errors;
        this.version =
                ServerVersion.of(text("ask for the version", "SELECT VERSION()").orElse(""));
    }

    /**
     * Connects.
     *
     * @param secrets what must not stand in messages, besides the password of {@code login}
     */
    static Session open(Connections connections, Endpoint endpoint, Credentials login, Set<String> secrets)
            throws DriverException, InterruptedException {
        return open(connections, endpoint, login, secrets, false);
    }

    /** The same for statements that make the server evaluate what an application made: its words are not shown. */
    static Session openQuietly(Connections connections, Endpoint endpoint, Credentials login)
            throws DriverException, InterruptedException {
        return open(connections, endpoint, login, Set.of(), true);
    }

    private static Session open(
            Connections connections, Endpoint endpoint, Credentials login, Set<String> secrets, boolean quiet)
            throws DriverException, InterruptedException {
        var hidden = new HashSet<>(secrets);
        hidden.add(login.password());
        var errors = new SqlErrors(endpoint, login.username(), hidden, quiet);
        Connection connection;
        try {
            connection = Connector.connect(connections, endpoint, login);
        } catch (SQLException e) {
            throw errors.translate(e, "connect");
        }
        try {
            return new Session(connection, errors);
        } catch (DriverException | RuntimeException e) {
            quietly(connection);
            throw e;
        }
    }

    ServerVersion version() {
        return version;
    }

    /** Whether this connection turned out to be encrypted, which PREFERRED leaves open. */
    boolean encrypted() throws DriverException {
        return rows("ask for the cipher", "SHOW SESSION STATUS LIKE 'Ssl_cipher'", 2).stream()
                .anyMatch(row -> !row.get(1).isEmpty());
    }

    /**
     * Runs a statement.
     *
     * @param doing for messages, in words that follow "Cannot"
     * @return the number of rows changed
     */
    int execute(String doing, String sql, Object... values) throws DriverException {
        try (var statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw errors.translate(e.getErrorCode() == CANNOT_USER ? reason(e) : e, doing);
        }
    }

    /** MariaDB says only that an account could not be changed, and keeps for the next question why. */
    private SQLException reason(SQLException e) {
        try (var statement = connection.prepareStatement("SHOW WARNINGS");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(1).equals("Error") && rows.getInt(2) != CANNOT_USER) {
                    return new SQLException(rows.getString(3), e.getSQLState(), rows.getInt(2), e);
                }
            }
        } catch (SQLException second) {
            e.addSuppressed(second);
        }
        return e;
    }

    /** The same for what may rightly take long on a big database. */
    void executePatiently(String doing, Duration limit, String sql) throws DriverException {
        patiently(doing, limit, () -> execute(doing, sql));
    }

    /** The number of rows in a table. */
    long countPatiently(String database, String table, Duration limit) throws DriverException {
        var doing = "count the rows of '" + database + "'.'" + table + "'";
        var sql = "SELECT COUNT(*) FROM " + Quoting.identifier(database) + "." + Quoting.identifier(table);
        return Long.parseLong(patiently(doing, limit, () -> text(doing, sql)).orElse("0"));
    }

    private interface Statement<T> {
        T run() throws DriverException;
    }

    private <T> T patiently(String doing, Duration limit, Statement<T> statement) throws DriverException {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            var result = statement.run();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SOCKET_TIMEOUT.toMillis()));
            return result;
        } catch (SQLException e) {
            throw errors.translate(e, doing);
        }
    }

    /** Takes one row, column by column as the server sent it; null for NULL. */
    @FunctionalInterface
    interface RowSink {
        void row(byte[] @Nullable [] values) throws IOException;
    }

    /**
     * Hands the rows over one by one, however many there are.
     *
     * @param limit how long the server may keep the connection silent
     */
    void stream(String doing, Duration limit, String sql, RowSink sink) throws DriverException, IOException {
        try (var statement = connection.prepareStatement(sql)) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
            // By this value the JDBC driver is told not to collect rows.
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    var values = new byte[columns][];
                    for (int i = 0; i < columns; i++) {
                        values[i] = result.getBytes(i + 1);
                    }
                    sink.row(values);
                }
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(SOCKET_TIMEOUT.toMillis()));
        } catch (SQLException e) {
            throw errors.translate(e, doing);
        }
    }

    /** The first column of the first row; empty when there is no row or it is NULL. */
    Optional<String> text(String doing, String sql, Object... values) throws DriverException {
        return rows(doing, sql, 1, values).stream().findFirst().map(row -> row.get(0));
    }

    /**
     * Whether a table is there.
     *
     * @param table quoted
     * @throws DriverException with PERMISSION_DENIED when this account may not know
     */
    boolean hasTable(String doing, String table) throws DriverException {
        try (var statement = prepare("SELECT 1 FROM " + table + " LIMIT 0")) {
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_DATABASE) {
                return false;
            }
            throw errors.translate(e, doing);
        }
    }

    /** Whether the query has a row. */
    boolean exists(String doing, String sql, Object... values) throws DriverException {
        return !rows(doing, sql, 1, values).isEmpty();
    }

    /** The first {@code columns} columns of all rows as text; NULL as empty text. */
    List<List<String>> rows(String doing, String sql, int columns, Object... values) throws DriverException {
        try (var statement = prepare(sql, values);
                var result = statement.executeQuery()) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    var value = result.getString(i);
                    row.add(value == null ? "" : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw errors.translate(e, doing);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
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

    @Override
    public void close() {
        quietly(connection);
    }

    /** All statements commit by themselves, so that a connection that cannot be closed any more loses nothing. */
    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(Session.class).debug("closing a connection", e);
        }
    }
}
