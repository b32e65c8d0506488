package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens sessions on one server with time-outs everywhere, and keeps the CA's certificate in a file meanwhile. */
final class Connector implements AutoCloseable {
    /** CREATE and DROP DATABASE copy and delete whole folders, on old servers with a checkpoint. */
    private static final int STATEMENT_TIMEOUT_SECONDS = 600;

    private static final int LOCK_TIMEOUT_SECONDS = 60;

    /**
     * Given when the session starts, they outrank what the application's owner can set for its database: without the
     * search path, its functions would shadow the server's; without the role, a session would begin as another one.
     */
    private static final String OPTIONS = "-c role=none -c search_path=pg_catalog -c default_transaction_read_only=off"
            + " -c standard_conforming_strings=on -c row_security=off -c statement_timeout="
            + STATEMENT_TIMEOUT_SECONDS + "s -c lock_timeout=" + LOCK_TIMEOUT_SECONDS + "s";

    private final Endpoint endpoint;
    private final Credentials admin;
    private final @Nullable SecretFile caFile;

    private Connector(Endpoint endpoint, Credentials admin, @Nullable SecretFile caFile) {
        this.endpoint = endpoint;
        this.admin = admin;
        this.caFile = caFile;
    }

    static Connector to(DatabaseTarget target) throws DriverException {
        var endpoint = Endpoint.of(target.connect());
        var pem = endpoint.caCertificate();
        try {
            return new Connector(endpoint, target.admin(), pem == null ? null : SecretFile.of(".pem", pem));
        } catch (IOException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "Cannot write the CA's certificate to a temporary file: " + e, e);
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Credentials admin() {
        return admin;
    }

    /** The file with the CA's certificate, if there is one. */
    @Nullable
    Path caFile() {
        return caFile == null ? null : caFile.path();
    }

    /** A new session of the admin on the maintenance database. */
    Session maintenance() throws DriverException {
        return open(endpoint.maintenanceDatabase(), admin);
    }

    /** A new session of the admin on {@code database}. */
    Session database(String database) throws DriverException {
        return open(database, admin);
    }

    /** A new session of somebody on {@code database}. */
    Session open(String database, Credentials account) throws DriverException {
        var errors = new SqlErrors(endpoint, account.username());
        try {
            var connection = new Driver().connect(Urls.jdbc(endpoint, database), properties(account));
            if (connection == null) {
                throw new IllegalStateException("pgjdbc does not know its own URL");
            }
            return new Session(connection, errors);
        } catch (SQLException e) {
            throw errors.of("log in to database '" + database + "'", e);
        }
    }

    private Properties properties(Credentials account) {
        var properties = new Properties();
        PGProperty.USER.set(properties, account.username());
        PGProperty.PASSWORD.set(properties, account.password());
        PGProperty.APPLICATION_NAME.set(properties, "db-operator");
        PGProperty.OPTIONS.set(properties, OPTIONS);
        PGProperty.CONNECT_TIMEOUT.set(properties, endpoint.connectTimeoutSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, 3 * endpoint.connectTimeoutSeconds());
        PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, 1000 * endpoint.connectTimeoutSeconds());
        PGProperty.SOCKET_TIMEOUT.set(properties, STATEMENT_TIMEOUT_SECONDS + 60);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, endpoint.effectiveSslMode());
        var file = caFile();
        if (file != null) {
            PGProperty.SSL_ROOT_CERT.set(properties, file.toString());
        }
        return properties;
    }

    @Override
    public void close() throws DriverException {
        if (caFile != null) {
            try {
                caFile.close();
            } catch (IOException e) {
                throw DriverException.internal(Reasons.INTERNAL_ERROR, "Cannot delete a temporary file: " + e, e);
            }
        }
    }
}
