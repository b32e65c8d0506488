package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A role for the time of one restore that can do what the application's role can, and nothing else. A dump is a program
 * written by the application: run by the admin, its functions could become the admin again with a RESET ROLE.
 *
 * <p>There is at most one for an application's role, marked like it. What a killed run leaves, the next restore or the drop
 * removes.
 */
final class RestoreLogin implements AutoCloseable {
    private final Connector connector;
    private final Session session;
    private final Credentials account;

    private RestoreLogin(Connector connector, Session session, Credentials account) {
        this.connector = connector;
        this.session = session;
        this.account = account;
    }

    /** @param session a session of the admin on the maintenance database, which holds the target's lock */
    static RestoreLogin of(DatabaseTarget target, Connector connector, Session session) throws DriverException {
        sweep(target, session);
        var login = new RestoreLogin(connector, session, new Credentials(name(target), randomPassword()));
        var roles = new Roles(session);
        roles.create(login.account.username(), target.owner(), login.account.password());
        roles.grant(target.username(), login.account.username());
        return login;
    }

    /** Removes what a killed run has left. */
    static void sweep(DatabaseTarget target, Session session) throws DriverException {
        var roles = new Roles(session);
        var left = roles.find(name(target));
        if (left.isPresent() && left.get().belongsTo(target.owner())) {
            roles.drop(name(target));
        }
    }

    Credentials account() {
        return account;
    }

    @Override
    public void close() throws DriverException {
        boolean interrupted = Thread.interrupted();
        try {
            if (session.isAlive()) {
                new Roles(session).drop(account.username());
            } else {
                try (var fresh = connector.maintenance()) {
                    new Roles(fresh).drop(account.username());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String name(DatabaseTarget target) {
        return "db_operator_restore_" + HexFormat.of().toHexDigits(ServerLock.key("restore", target.username()));
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
