package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.driver.sql.SqlSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server, without a current database. Values are bound by the JDBC driver, which puts them into the
 * text by the rules of the session's SQL mode; so binding works for account statements too, which no server prepares.
 */
final class Session extends SqlSession {
    /** How long a statement waits for others' locks, in seconds; less than the socket's time-out. */
    static final int LOCK_WAIT = 15;

    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int CANNOT_USER = 1396;

    private final ServerVersion version;

    private Session(Connection connection, SqlErrors errors) throws DriverException {
        super(connection, errors);
        this.version =
                ServerVersion.of(text("ask for the version", "SELECT VERSION()").orElse(""));
    }

    /** Connects as the admin of a target. */
    static Session admin(DatabaseTarget target) throws DriverException {
        return admin(target, Set.of());
    }

    /** The same, with more secrets that must not stand in messages. */
    static Session admin(DatabaseTarget target, Set<String> secrets) throws DriverException {
        return open(Endpoint.of(target.connect()), target.admin(), secrets);
    }

    /**
     * Connects.
     *
     * @param secrets what must not stand in messages, besides the password of {@code login}
     */
    static Session open(Endpoint endpoint, Credentials login, Set<String> secrets) throws DriverException {
        return open(endpoint, login, secrets, false);
    }

    /** The same for statements that make the server evaluate what an application made: its words are not shown. */
    static Session openQuietly(Endpoint endpoint, Credentials login) throws DriverException {
        return open(endpoint, login, Set.of(), true);
    }

    /** One of an application, which takes many statements at once. */
    static Session script(Endpoint endpoint, Credentials login) throws DriverException {
        return open(endpoint, login, Set.of(), true, Connector::connectForScripts);
    }

    private interface Opening {
        Connection open(Endpoint endpoint, Credentials login) throws SQLException, DriverException;
    }

    private static Session open(Endpoint endpoint, Credentials login, Set<String> secrets, boolean quiet)
            throws DriverException {
        return open(endpoint, login, secrets, quiet, Connector::connect);
    }

    private static Session open(
            Endpoint endpoint, Credentials login, Set<String> secrets, boolean quiet, Opening opening)
            throws DriverException {
        var hidden = new HashSet<>(secrets);
        hidden.add(login.password());
        var errors = new SqlErrors(endpoint.address().authority(), login.username(), new ServerErrors(quiet), hidden);
        Connection connection;
        try {
            connection = opening.open(endpoint, login);
        } catch (SQLException e) {
            throw errors.of("connect", e);
        }
        try {
            return new Session(connection, errors);
        } catch (DriverException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /** Makes it the current database. */
    void use(String database) throws DriverException {
        run("enter the database '" + database + "'", "USE " + Quoting.identifier(database));
    }

    /** How many statements the server has taken of this session, this one included. */
    long statements() throws DriverException {
        return rows("count the statements", "SHOW SESSION STATUS LIKE 'Questions'", 2).stream()
                .mapToLong(row -> Long.parseLong(row.get(1)))
                .findFirst()
                .orElseThrow();
    }

    ServerVersion version() {
        return version;
    }

    /** Whether this connection turned out to be encrypted, which PREFERRED leaves open. */
    boolean encrypted() throws DriverException {
        return rows("ask for the cipher", "SHOW SESSION STATUS LIKE 'Ssl_cipher'", 2).stream()
                .anyMatch(row -> !row.get(1).isEmpty());
    }

    /** MariaDB says only that an account could not be changed, and keeps for the next question why. */
    @Override
    public DriverException error(String doing, SQLException e) {
        return super.error(doing, e.getErrorCode() == CANNOT_USER ? reason(e) : e);
    }

    private SQLException reason(SQLException e) {
        try (var statement = connection().prepareStatement("SHOW WARNINGS");
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

    /** Runs a statement that may rightly take long on a big database. */
    void runPatiently(String doing, Duration limit, String sql) throws DriverException {
        beSilentFor(doing, limit);
        run(doing, sql);
        beSilentFor(doing, Connector.SOCKET_TIMEOUT);
    }

    /** The number of rows in a table. */
    long countPatiently(String database, String table, Duration limit) throws DriverException {
        var doing = "count the rows of '" + database + "'.'" + table + "'";
        var sql = "SELECT COUNT(*) FROM " + Quoting.identifier(database) + "." + Quoting.identifier(table);
        beSilentFor(doing, limit);
        long count = first(doing, sql, row -> row.getLong(1)).orElse(0L);
        beSilentFor(doing, Connector.SOCKET_TIMEOUT);
        return count;
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
        beSilentFor(doing, limit);
        try (var statement = connection().prepareStatement(sql)) {
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
        } catch (SQLException e) {
            throw error(doing, e);
        }
        beSilentFor(doing, Connector.SOCKET_TIMEOUT);
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
        try {
            runRaw("SELECT 1 FROM " + table + " LIMIT 0");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_DATABASE) {
                return false;
            }
            throw error(doing, e);
        }
    }

    /** The first {@code columns} columns of all rows as text; NULL as empty text. */
    List<List<String>> rows(String doing, String sql, int columns, Object... values) throws DriverException {
        return all(doing, sql, row -> texts(row, columns), values);
    }

    private static List<String> texts(ResultSet row, int columns) throws SQLException {
        var texts = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
            texts.add(Objects.requireNonNullElse(row.getString(i), ""));
        }
        return texts;
    }
}
