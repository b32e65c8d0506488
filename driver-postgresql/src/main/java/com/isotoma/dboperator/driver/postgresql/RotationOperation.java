package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
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
            requireTaken(rotation, connector, session);
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

    /** The server's pg_hba.conf may name logins. What keeps the one of now out from here too says nothing of the next. */
    private void requireTaken(Rotation rotation, Connector connector, Session session) throws DriverException {
        try {
            logIn(rotation.next(), connector);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.USER) {
                throw e;
            }
            if (isTaken(rotation.current(), connector)) {
                new Roles(session).lockOut(rotation.next().username());
                throw new DriverException(
                        DriverException.Kind.USER,
                        Reasons.ROTATION_FAILED,
                        "The server lets role '" + rotation.current().username() + "' log in to database '"
                                + target.databaseName() + "', and not role '"
                                + rotation.next().username() + "', which is to follow (" + ServerWords.saidBy(e)
                                + "). Nothing changes for applications. Let pg_hba.conf take both, or"
                                + " +" + Quoting.identifier(target.username()) + " for all of the database's logins",
                        e);
            }
        }
    }

    private boolean isTaken(Credentials login, Connector connector) throws DriverException {
        try {
            logIn(login, connector);
            return true;
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.USER) {
                throw e;
            }
            return false;
        }
    }

    /** As its application does; what that one has made does not run by that. */
    private void logIn(Credentials login, Connector connector) throws DriverException {
        connector.application(target.databaseName(), login).close();
    }
}
