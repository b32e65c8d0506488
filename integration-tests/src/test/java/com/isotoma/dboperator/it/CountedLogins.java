package com.isotoma.dboperator.it;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Logs in for a connection pool, which would hide a login that fails, and counts. */
final class CountedLogins implements DataSource {
    private final String jdbcUrl;
    private final AtomicInteger logins = new AtomicInteger();
    private final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    CountedLogins(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    int logins() {
        return logins.get();
    }

    /** How many passwords were used. */
    int passwords() {
        return passwords.size();
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        try {
            var connection = DriverManager.getConnection(jdbcUrl, username, password);
            logins.incrementAndGet();
            passwords.add(password);
            return connection;
        } catch (SQLException e) {
            failures.add(e.getSQLState() + " " + e.getMessage());
            throw e;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        throw new SQLFeatureNotSupportedException("only with a user and a password");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
