package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.sql.SqlErrors;
import com.isotoma.dboperator.driver.sql.SqlSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/** A session on one database. */
final class Session extends SqlSession {
    private static final int OLDEST = 13;
    private static final Duration LONGEST_STATEMENT = Duration.ofHours(6);

    Session(Connection connection, SqlErrors errors) {
        super(connection, errors);
    }

    boolean isSuperuser() throws DriverException {
        return isTrue("look at the admin", "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    }

    int majorVersion() throws DriverException {
        try {
            return connection().getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw error("ask for the version", e);
        }
    }

    /** The number of the server's process that works for this session. */
    int processId() throws DriverException {
        try {
            return connection().unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw error("ask for the server's process", e);
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
        beSilentFor("prepare the session", LONGEST_STATEMENT);
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
            var version = connection().unwrap(PGConnection.class).getParameterStatus("server_version");
            // "18.1 (Debian 18.1-1)": the packager's part says nothing about the server.
            return new ServerInfo(
                    "PostgreSQL " + String.valueOf(version).split(" ", 2)[0], new ServerIdentity(this).find());
        } catch (SQLException e) {
            throw error("ask for the version", e);
        }
    }
}
