package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;

/**
 * Lets two databases change places, and drops the one that held the old data. All that matters happens in one transaction:
 * before it the old data is in place, after it the new. It also marks the replacement's role, in its comment, which no
 * application can change; so a run that comes later knows that only dropping is left. What could stand in the way is
 * looked for before the application notices anything.
 */
final class ReplaceOperation {
    private final DatabaseTarget target;
    private final DatabaseTarget replacement;
    private final Permit permit;

    ReplaceOperation(DatabaseTarget target, DatabaseTarget replacement, Permit permit) {
        this.target = target;
        this.replacement = replacement;
        this.permit = permit;
    }

    /** Returns true, so that it can be a {@link java.util.concurrent.Callable}. */
    boolean run() throws DriverException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            ServerLock.on(session, "database", replacement.databaseName()).lock();
            permit.require();
            var current = Claim.of(target, session);
            var wanted = Claim.of(replacement, session);
            current.refuseForeign(new Roles(session));
            wanted.refuseForeign(new Roles(session));
            var pending = wanted.database().isPresent() && !wanted.isReplaced();
            if (pending) {
                requireAlike(current.requireOurDatabase(), wanted.requireOurDatabase());
            }
            if (current.roleIsOurs()) {
                // Even where nothing is left to do: an earlier run may have been cut off before it left the role.
                var owner = Membership.in(current, connector, session);
                try (owner) {
                    if (pending) {
                        replace(current.requireOurDatabase(), wanted, connector, session);
                    }
                }
            }
            DropOperation.drop(replacement, connector, session);
            return true;
        }
    }

    /** Looks for what would not pass by itself, changes nothing, and returns true. */
    boolean look() throws DriverException, InterruptedException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            var unused = Claim.of(target, session).requireOurDatabase();
            new Obstacles(session).requireNoneBeforehand(target.databaseName());
            return true;
        }
    }

    private void requireAlike(DatabaseRow current, DatabaseRow wanted) throws DriverException {
        requireSame("encoding", current.encoding(), wanted.encoding());
        requireSame("LC_COLLATE", current.collate(), wanted.collate());
        requireSame("LC_CTYPE", current.ctype(), wanted.ctype());
    }

    /** The admin acts for the target's role already. */
    private void replace(DatabaseRow current, Claim wanted, Connector connector, Session session)
            throws DriverException, InterruptedException {
        var maker = Membership.in(wanted, connector, session);
        try (maker) {
            prepare(wanted, connector, session);
            new Exchange(target, replacement, connector, session).run(current);
        }
    }

    /** All that applications do not notice. */
    private void prepare(Claim wanted, Connector connector, Session session)
            throws DriverException, InterruptedException {
        try {
            // A dump of the old data that an earlier run has left would be a session of another role.
            ApplicationLogin.sweep(target, connector, session);
            var obstacles = new Obstacles(session);
            obstacles.requireNone(target.databaseName());
            obstacles.requireNone(replacement.databaseName());
            handOver(wanted, connector, session);
            tryProperties(session);
        } catch (DriverException e) {
            throw e.withNothingChanged();
        }
    }

    /** What the admin cannot carry over is found out on the replacement, while the application works. */
    private void tryProperties(Session session) throws DriverException {
        var properties = DatabaseProperties.of(target.databaseName(), session);
        session.tryOut(() -> properties.apply(replacement.databaseName(), session));
    }

    private void handOver(Claim wanted, Connector connector, Session session) throws DriverException {
        // Nothing of the role's own may come into being any more once its things have been given away.
        ApplicationLogin.sweep(replacement, connector, session);
        for (var login : wanted.logins()) {
            new Roles(session).lockOut(login.name());
        }
        new Roles(session).lockOut(replacement.username());
        new Databases(session).endSessions(replacement.databaseName());
        try (var inside = new EventTriggers(replacement, connector, session).open(replacement.databaseName())) {
            new HandOver(inside).transfer(replacement.databaseName(), replacement.username(), target.username());
            // A dump has the rights of the time when it was made, and none of users that came later.
            for (var user : new FurtherUsers(target, session).rights().entrySet()) {
                new UserRights(inside, target.username(), user.getKey()).give(user.getValue());
            }
        }
    }

    private void requireSame(String what, String current, String wanted) throws DriverException {
        if (!current.equals(wanted)) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The database '" + replacement.databaseName() + "' has the " + what + " '" + wanted + "' and cannot"
                            + " take the place of '" + target.databaseName() + "', which has '" + current
                            + "': make it with the same spec.options");
        }
    }
}
