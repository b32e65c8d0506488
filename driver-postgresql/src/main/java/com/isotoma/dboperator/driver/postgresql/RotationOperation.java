package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Rotation;

/** Moves an application from one login to the next: both belong to the same owner, so nothing in the database changes. */
final class RotationOperation {
    private final DatabaseTarget target;
    private final Permit permit;

    RotationOperation(DatabaseTarget target, Permit permit) {
        this.target = target;
        this.permit = permit;
    }

    /** Returns true, so that it can be a {@link java.util.concurrent.Callable}. */
    boolean begin(Rotation rotation) throws DriverException {
        return work((connector, session) -> {
            var next = rotation.next();
            var logins = new LoginRoles(target, session);
            logins.ensure(next);
            new LoginSettings(rotation.current().username(), next.username(), session).carryOver();
            logins.actAsOwner();
            new NextLogin(target, target.username(), connector, session).requireTaken(rotation.current(), next);
        });
    }

    boolean end(Credentials current) throws DriverException {
        return work((connector, session) -> {
            var logins = new LoginRoles(target, session);
            logins.ensure(current);
            logins.actAsOwner();
            logins.lockOthers(current.username());
        });
    }

    @FunctionalInterface
    private interface Work {
        void with(Connector connector, Session session) throws DriverException;
    }

    private boolean work(Work work) throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            permit.require();
            var claim = Claim.of(target, session);
            claim.refuseForeign(new Roles(session));
            var unused = claim.requireOurDatabase();
            work.with(connector, session);
            return true;
        }
    }
}
