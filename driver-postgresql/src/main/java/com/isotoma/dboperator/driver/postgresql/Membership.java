package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Interruptible;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an admin who is no superuser a member of the application's roles for the time of one operation: only so may it
 * give, see and drop what is that role's. It must not stay a member, because what is granted to the role, RDS's {@code
 * rds_iam} for one, would then hold for the admin too and could lock it out.
 *
 * <p>Several operations can run at once; each holds a shared lock meanwhile, and who cannot see another holder revokes.
 * What a killed run leaves, the next run revokes.
 */
final class Membership implements AutoCloseable {
    private final Connector connector;
    private final Session session;
    private final List<String> roles = new ArrayList<>();

    private Membership(Connector connector, Session session) {
        this.connector = connector;
        this.session = session;
    }

    /** @param session a session of {@code connector} that can take locks, used until this is closed */
    static Membership in(String role, Connector connector, Session session) throws DriverException {
        return in(List.of(role), connector, session);
    }

    /** In the role that owns the database of a claim, in its logins and users, so that their sessions can be ended. */
    static Membership in(Claim claim, Connector connector, Session session) throws DriverException {
        var all = new ArrayList<String>();
        all.add(claim.target().username());
        claim.logins().stream()
                .filter(l -> l.belongsTo(claim.target().owner()))
                .map(RoleRow::name)
                .forEach(all::add);
        for (var user : new FurtherUsers(claim.target(), session).roles()) {
            all.add(user.name());
        }
        return in(all, connector, session);
    }

    static Membership in(List<String> roles, Connector connector, Session session) throws DriverException {
        var membership = new Membership(connector, session);
        if (session.isSuperuser()) {
            return membership;
        }
        try {
            for (var role : roles) {
                membership.grant(role);
            }
            return membership;
        } catch (DriverException | RuntimeException e) {
            try (membership) {
                throw e;
            }
        }
    }

    private void grant(String role) throws DriverException {
        lockOf(session, role).lockShared();
        roles.add(role);
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
        if (roles.isEmpty()) {
            return;
        }
        Interruptible.cleanUp(() -> {
            if (session.isAlive()) {
                for (var role : roles) {
                    lockOf(session, role).unlockShared();
                    revoke(session, role);
                }
            } else {
                try (var fresh = connector.locking()) {
                    for (var role : roles) {
                        revoke(fresh, role);
                    }
                }
            }
        });
    }

    private static void revoke(Session with, String role) throws DriverException {
        var lock = lockOf(with, role);
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

    private static ServerLock lockOf(Session of, String role) {
        return ServerLock.on(of, "member", role);
    }
}
