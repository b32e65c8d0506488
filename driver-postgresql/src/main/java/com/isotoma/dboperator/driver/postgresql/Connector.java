package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.driver.sql.SqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens sessions on one server with time-outs everywhere, and keeps certificates in files meanwhile. */
final class Connector implements AutoCloseable {
    /** CREATE and DROP DATABASE copy and delete whole folders, on old servers with a checkpoint. */
    private static final int STATEMENT_TIMEOUT_SECONDS = 600;

    private static final int LOCK_TIMEOUT_SECONDS = 60;
    private static final String LONGEST_OF_APPLICATION = "6h";

    /**
     * Given when the session starts, they outrank what the application's owner can set for its database: without the
     * search path, its functions would shadow the server's; without the role, a session would begin as another one.
     */
    private static final Map<String, String> DEMANDED = Map.of(
            "role",
            "none",
            "search_path",
            "pg_catalog",
            "default_transaction_read_only",
            "off",
            "standard_conforming_strings",
            "on",
            "row_security",
            "off",
            "statement_timeout",
            STATEMENT_TIMEOUT_SECONDS / 60 + "min",
            "lock_timeout",
            LOCK_TIMEOUT_SECONDS / 60 + "min");

    /** What a server says who cannot do a stronger protection: no TLS, no channel binding, not for this account. */
    private static final Set<String> MAY_BE_WEAKER = Set.of("08004", "08006", "08P01", "28000");

    private final Endpoint endpoint;
    private final Credentials admin;
    private final TlsFiles files;
    /** The strongest that the server can do; what is known from the first login holds for all others and the tools. */
    private @Nullable Protection protection;

    private Connector(Endpoint endpoint, Credentials admin, TlsFiles files) {
        this.endpoint = endpoint;
        this.admin = admin;
        this.files = files;
    }

    static Connector to(DatabaseTarget target) throws DriverException {
        var endpoint = Endpoint.of(target.connect());
        return new Connector(endpoint, target.admin(), TlsFiles.of(endpoint));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Credentials admin() {
        return admin;
    }

    /** What the programs need to find the certificates, by name of the variable. */
    Map<String, String> tlsVariables() {
        return files.variables();
    }

    /** A new session of the admin on the maintenance database. */
    Session maintenance() throws DriverException {
        return open(endpoint.maintenanceDatabase(), admin);
    }

    /** A new session of the admin where the driver's locks are out of reach for all others. */
    Session locking() throws DriverException {
        return new LockDatabase(this).open();
    }

    /** A new session of the admin on {@code database}. */
    Session database(String database) throws DriverException {
        return database(database, Map.of());
    }

    /**
     * A new session of the admin on {@code database}.
     *
     * @param more settings that it is to begin with, besides those of all sessions
     */
    Session database(String database, Map<String, String> more) throws DriverException {
        var demanded = new HashMap<>(DEMANDED);
        demanded.putAll(more);
        return open(database, admin, demanded);
    }

    /** How the server is reached. Known after the first session. */
    Protection protection() {
        if (protection == null) {
            throw new IllegalStateException("no session has been opened");
        }
        return protection;
    }

    /** A new session of any account on {@code database}. */
    Session open(String database, Credentials account) throws DriverException {
        return open(database, account, DEMANDED);
    }

    /** A new session of the application on its database, as that one's own sessions begin, but with time-outs. */
    Session application(String database, Credentials account) throws DriverException {
        return open(
                database,
                account,
                Map.of(
                        "statement_timeout",
                        LONGEST_OF_APPLICATION,
                        "lock_timeout",
                        DEMANDED.getOrDefault("lock_timeout", "1min"),
                        "standard_conforming_strings",
                        "on",
                        "default_transaction_read_only",
                        "off"));
    }

    private Session open(String database, Credentials account, Map<String, String> demanded) throws DriverException {
        var errors = new SqlErrors(
                "PostgreSQL at " + endpoint.address(),
                account.username(),
                new ServerErrors(endpoint),
                Set.of(account.password()));
        var left =
                new ArrayDeque<>(protection == null ? Protection.of(endpoint.effectiveSslMode()) : List.of(protection));
        while (true) {
            var tried = left.removeFirst();
            try {
                var session = new Session(connect(database, account, demanded, tried), errors);
                protection = tried;
                return session;
            } catch (SQLException e) {
                if (left.isEmpty() || !MAY_BE_WEAKER.contains(String.valueOf(e.getSQLState()))) {
                    throw errors.of("log in to database '" + database + "'", e);
                }
            }
        }
    }

    private Connection connect(
            String database, Credentials account, Map<String, String> demanded, Protection protection)
            throws SQLException, DriverException {
        var connection =
                new Driver().connect(Bindings.jdbc(endpoint, database), properties(account, demanded, protection));
        if (connection == null) {
            throw new IllegalStateException("pgjdbc does not know its own URL");
        }
        try {
            DirectServer.require(connection, endpoint, demanded);
            return connection;
        } catch (SQLException | DriverException | RuntimeException e) {
            SqlSession.close(connection);
            throw e;
        }
    }

    private Properties properties(Credentials account, Map<String, String> demanded, Protection protection) {
        var properties = new Properties();
        PGProperty.USER.set(properties, account.username());
        PGProperty.PASSWORD.set(properties, account.password());
        PGProperty.APPLICATION_NAME.set(properties, "db-operator");
        PGProperty.OPTIONS.set(
                properties,
                demanded.entrySet().stream()
                        .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining(" ")));
        PGProperty.CONNECT_TIMEOUT.set(properties, endpoint.connectTimeoutSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, 3 * endpoint.connectTimeoutSeconds());
        PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, 1000 * endpoint.connectTimeoutSeconds());
        PGProperty.SOCKET_TIMEOUT.set(properties, STATEMENT_TIMEOUT_SECONDS + 60);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, protection.sslMode(endpoint));
        PGProperty.CHANNEL_BINDING.set(properties, protection.channelBinding());
        if (!protection.requiredAuthentication().isEmpty()) {
            PGProperty.REQUIRE_AUTH.set(properties, protection.requiredAuthentication());
        }
        files.describe(properties);
        return properties;
    }

    @Override
    public void close() throws DriverException {
        files.close();
    }
}
