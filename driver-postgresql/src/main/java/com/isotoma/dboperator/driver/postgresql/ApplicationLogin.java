package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Interruptible;
import com.isotoma.dboperator.driver.sql.RandomText;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A role for the time of one operation that can do what the application's role can, and nothing else. What an application
 * has made is code: a dump, the predicate of an index, the expression of a statistic. Run by the admin, even after a SET
 * ROLE, it could become the admin again with a RESET ROLE.
 *
 * <p>Each operation makes its own, marked like the application's role, and holds a shared lock meanwhile. What a killed run
 * leaves is removed by the next operation that finds no other one at work, or by the drop.
 */
final class ApplicationLogin implements AutoCloseable {
    private static final String PREFIX = "db_operator_login_";
    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final DatabaseTarget target;
    private final Connector connector;
    private final Session session;
    private final Credentials account;

    private ApplicationLogin(DatabaseTarget target, Connector connector, Session session, Credentials account) {
        this.target = target;
        this.connector = connector;
        this.session = session;
        this.account = account;
    }

    /**
     * @param connector opens sessions on the target's server
     * @param session a session of the admin outside the target's database, used until this is closed
     */
    static ApplicationLogin of(DatabaseTarget target, Connector connector, Session session) throws DriverException {
        var lock = lock(target, session);
        if (lock.tryLock()) {
            try {
                sweep(target, connector, session);
            } finally {
                lock.unlock();
            }
        }
        lock.lockShared();
        var account = new Credentials(prefix(target) + RandomText.hex(6), RandomText.hex(24));
        var roles = new Roles(session);
        roles.create(account.username(), target.owner(), account.password());
        roles.grant(target.username(), account.username());
        return new ApplicationLogin(target, connector, session, account);
    }

    /**
     * Removes all of them with their sessions, those in use too: call it while no operation is at work, or when none
     * matters any more.
     */
    static void sweep(DatabaseTarget target, Connector connector, Session session) throws DriverException {
        for (var left : new Roles(session).startingWith(prefix(target))) {
            if (left.belongsTo(target.owner())) {
                endSessions(left.name(), session);
                remove(left.name(), target, connector, session);
            }
        }
    }

    /** Who is no superuser may end sessions of such roles only that it is a member of; the membership goes with the role. */
    private static void endSessions(String name, Session session) throws DriverException {
        if (!session.isTrue(
                "look for sessions of role '" + name + "'",
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = ?)",
                name)) {
            return;
        }
        if (!session.isSuperuser()) {
            Membership.grantTo(session, name);
        }
        session.all(
                "end the sessions of role '" + name + "'",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?",
                row -> row.getBoolean(1),
                name);
    }

    Credentials account() {
        return account;
    }

    /** A new session of this role in the target's database. */
    Session open() throws DriverException {
        try {
            return connector.open(target.databaseName(), account);
        } catch (DriverException e) {
            if (!e.reason().equals(Reasons.AUTHENTICATION_FAILED)) {
                throw e;
            }
            throw new DriverException(
                    e.kind(),
                    e.reason(),
                    "The server does not let the driver log in to database '" + target.databaseName()
                            + "' as a temporary member of role '" + target.username() + "' (" + ServerWords.saidBy(e)
                            + "): let pg_hba.conf accept passwords of roles whose names begin with " + PREFIX,
                    e);
        }
    }

    /**
     * Lets this role read the tables whose row security holds for their owner too, where the admin may allow that. Only
     * where all row security in the database is the application's own, which it could switch off itself: else the
     * application's code could read rows of others by it.
     *
     * @param inside a session of this role in the target's database
     * @return whether it may now
     */
    boolean passRowSecurity(Session inside) throws DriverException {
        boolean useful = inside.isTrue(
                "look at the row security of database '" + target.databaseName() + "'",
                "SELECT bool_or(c.relforcerowsecurity) AND bool_and(r.rolname = ?) FROM pg_class c"
                        + " JOIN pg_roles r ON r.oid = c.relowner WHERE c.relrowsecurity",
                target.username());
        var mayAllow = session.majorVersion() >= 16 ? "rolsuper OR rolbypassrls" : "rolsuper";
        if (!useful
                || !session.isTrue(
                        "look at the admin", "SELECT " + mayAllow + " FROM pg_roles WHERE rolname = current_user")) {
            return false;
        }
        session.run(
                "let role '" + account.username() + "' read past row security",
                Quoting.withNames("ALTER ROLE {role} BYPASSRLS", account.username()));
        return true;
    }

    @Override
    public void close() throws DriverException {
        Interruptible.cleanUp(() -> {
            if (session.isAlive()) {
                remove(account.username(), target, connector, session);
                lock(target, session).unlockShared();
            } else {
                try (var fresh = connector.locking()) {
                    remove(account.username(), target, connector, fresh);
                }
            }
        });
    }

    private static void remove(String name, DatabaseTarget target, Connector connector, Session session)
            throws DriverException {
        var roles = new Roles(session);
        try {
            session.runRaw(Roles.dropping(name));
        } catch (SQLException e) {
            if (!DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw session.error("drop role '" + name + "'", e);
            }
            leave(name, target, connector, roles);
            roles.drop(name);
        }
    }

    /** Gives what the application's code has made as this role to the application's role; the admin stays outside. */
    private static void leave(String name, DatabaseTarget target, Connector connector, Roles roles)
            throws DriverException {
        var account = new Credentials(name, RandomText.hex(24));
        roles.setPassword(name, account.password());
        try (var inside = connector.open(target.databaseName(), account)) {
            var doing = "give what role '" + name + "' owns to role '" + target.username() + "'";
            inside.run(doing, Quoting.withNames("REASSIGN OWNED BY {from} TO {to}", name, target.username()));
            inside.run(doing, Quoting.withNames("DROP OWNED BY {from}", name));
        }
    }

    private static ServerLock lock(DatabaseTarget target, Session session) {
        return ServerLock.on(session, "login", target.username());
    }

    private static String prefix(DatabaseTarget target) {
        return PREFIX + HexFormat.of().toHexDigits(ServerLock.key("login", target.username())) + "_";
    }
}
