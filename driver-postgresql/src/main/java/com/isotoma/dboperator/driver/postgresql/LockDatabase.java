package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * A database of the admin's own, in which the driver takes its advisory locks. Such a lock belongs to the database that it is
 * taken in. In one that PUBLIC may connect to, as it may to {@code postgres}, any application could take the driver's locks
 * and keep them. It holds nothing, is made when the first lock is needed, and stays.
 *
 * @param connector opens sessions of the admin
 */
record LockDatabase(Connector connector) {
    static final String PREFIX = "db_operator_locks_";

    private static final String NO_SUCH_DATABASE = "3D000";
    /** What a run that was cut off leaves: made, and not open yet. */
    private static final String NOT_ACCEPTING_CONNECTIONS = "55000";

    private static final String DUPLICATE_DATABASE = "42P04";
    /** What the loser of two that make it at the same moment may see. */
    private static final String UNIQUE_VIOLATION = "23505";

    /** Every admin has one, since none may have to share it with an admin whom it does not trust. */
    static String nameFor(Credentials admin) {
        var name = PREFIX + admin.username();
        return name.getBytes(StandardCharsets.UTF_8).length <= Names.MAX_BYTES
                ? name
                : PREFIX + Long.toHexString(ServerLock.key("admin", admin.username()));
    }

    private static final int ATTEMPTS = 20;

    /** A new session in it. */
    Session open() throws DriverException {
        var name = nameFor(connector.admin());
        Session session;
        try {
            session = connector.open(name, connector.admin());
        } catch (DriverException e) {
            if (!isMissing(e)) {
                throw e;
            }
            try (var maintenance = connector.maintenance()) {
                maintenance.requireSupportedVersion();
                makeAmongOthers(name, maintenance);
            }
            session = connector.open(name, connector.admin());
        }
        try {
            requireClosed(name, session);
            return session;
        } catch (DriverException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static boolean isMissing(DriverException e) {
        return e.getCause() instanceof SQLException cause
                && (NO_SUCH_DATABASE.equals(cause.getSQLState())
                        || NOT_ACCEPTING_CONNECTIONS.equals(cause.getSQLState()));
    }

    /** On a new server several runs may find it missing at once, and the server lets only one change it at a time. */
    private static void makeAmongOthers(String name, Session session) throws DriverException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                make(name, session);
                return;
            } catch (DriverException e) {
                if (!e.reason().equals(Reasons.IN_USE)) {
                    throw e;
                }
                session.run("wait for other runs", "SELECT pg_sleep(0.1 + random() / 5)");
            }
        }
        make(name, session);
    }

    private static void make(String name, Session session) throws DriverException {
        var doing = "make database '" + name + "' for the driver's locks";
        try {
            session.runRaw(
                    Quoting.withNames("CREATE DATABASE {name} TEMPLATE template0 ALLOW_CONNECTIONS false", name));
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (!state.equals(DUPLICATE_DATABASE) && !state.equals(UNIQUE_VIOLATION)) {
                throw session.error(doing, e);
            }
        }
        new Databases(session).isolate(name);
        session.run(
                doing,
                Quoting.withNames("COMMENT ON DATABASE {name} IS ", name)
                        + Quoting.literal("Empty. db-operator takes its locks here, where applications cannot."));
        new Databases(session).allowConnections(name);
    }

    /** Someone may have made it first, to be let in. */
    private static void requireClosed(String name, Session session) throws DriverException {
        boolean closed = session.isTrue(
                "look at database '" + name + "'",
                "SELECT pg_get_userbyid(datdba) = current_user AND NOT EXISTS (SELECT FROM"
                        + " aclexplode(coalesce(datacl, acldefault('d', datdba))) a"
                        + " WHERE a.privilege_type = 'CONNECT' AND a.grantee <> datdba)"
                        + " FROM pg_database WHERE datname = ?",
                name);
        if (!closed) {
            throw DriverException.user(
                    Reasons.PERMISSION_DENIED,
                    "Database '" + name + "' is for the driver's locks, and others than the admin may connect to it:"
                            + " drop it, and the driver makes it anew");
        }
    }
}
