package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import java.util.concurrent.Callable;

/**
 * Drops a database, its logins and users, then the role that owned it, whose comment is the mark: as long as anything is there, so is the proof that it is
 * ours.
 */
final class DropOperation {
    private final DatabaseTarget target;
    private final Permit permit;

    DropOperation(DatabaseTarget target, Permit permit) {
        this.target = target;
        this.permit = permit;
    }

    /** Returns true, so that it can be a {@link Callable}. */
    boolean run() throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            permit.require();
            drop(target, connector, session);
            return true;
        }
    }

    /** @param session a session of the admin on the maintenance database, which holds the target's lock */
    static void drop(DatabaseTarget target, Connector connector, Session session) throws DriverException {
        var claim = Claim.of(target, session);
        ApplicationLogin.sweep(target, connector, session);
        if (claim.databaseIsOurs()) {
            var member = Membership.in(claim, connector, session);
            try (member) {
                new Databases(session).drop(target.databaseName());
            }
        }
        for (var login : claim.logins()) {
            if (login.belongsTo(target.owner())) {
                new Roles(session).drop(login.name());
            }
        }
        if (claim.roleIsOurs()) {
            new FurtherUsers(target, session).drop();
            new Roles(session).drop(target.username());
        }
    }
}
