package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Interruptible;

/**
 * Makes an admin who is no superuser a member of the application's role for the time of one operation: only so may it
 * give, see and drop what is that role's. It must not stay a member, because what is granted to the role, RDS's {@code
 * rds_iam} for one, would then hold for the admin too and could lock it out.
 *
 * <p>Several operations can run at once; each holds a shared lock meanwhile, and who cannot see another holder revokes.
 * What a killed run leaves, the next run revokes.
 */
final class Membership implements AutoCloseable {
    private final Connector connector;
    private final Session session;
    private final String role;
    private final boolean needed;

    private Membership(Connector connector, Session session, String role, boolean needed) {
        this.connector = connector;
        this.session = session;
        this.role = role;
        this.needed = needed;
    }

    /** @param session a session of {@code connector} that can take locks, used until this is closed */
    static Membership in(String role, Connector connector, Session session) throws DriverException {
        var membership = new Membership(connector, session, role, !session.isSuperuser());
        if (membership.needed) {
            membership.grant();
        }
        return membership;
    }

    private void grant() throws DriverException {
        lockOf(session).lockShared();
        grantTo(session, role);
    }

    /** Makes the session's role a member, for as long as the role is there or the membership is revoked. */
    static void grantTo(Session session, String role) throws DriverException {
        // From 16 on, ADMIN OPTION alone, which the maker of a role has, allows neither of these two.
        var how = session.majorVersion() >= 16 ? " WITH INHERIT TRUE, SET TRUE" : "";
        session.run("act for role '" + role + "'", Quoting.withNames("GRANT {role} TO CURRENT_USER", role) + how);
    }

    @Override
    public void close() throws DriverException {
        if (!needed) {
            return;
        }
        Interruptible.cleanUp(() -> {
            if (session.isAlive()) {
                lockOf(session).unlockShared();
                revoke(session);
            } else {
                try (var fresh = connector.locking()) {
                    revoke(fresh);
                }
            }
        });
    }

    private void revoke(Session with) throws DriverException {
        var lock = lockOf(with);
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (new Roles(with).find(role).isPresent()) {
                with.run("leave role '" + role + "'", Quoting.withNames("REVOKE {role} FROM CURRENT_USER", role));
            }
        } finally {
            lock.unlock();
        }
    }

    private ServerLock lockOf(Session of) {
        return ServerLock.on(of, "member", role);
    }
}
