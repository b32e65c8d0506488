package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.ArrayList;
import java.util.List;

/** Brings one further user of a database to what is asked for, or takes it away. */
final class UserOperation {
    private final UserTarget user;
    private final DatabaseTarget target;
    private final Permit permit;

    UserOperation(UserTarget user, Permit permit) {
        this.user = user;
        this.target = user.database();
        this.permit = permit;
    }

    /** Returns true, so that it can be a {@link java.util.concurrent.Callable}. */
    boolean ensure(UserRequest request) throws DriverException {
        return work((connector, session) -> {
            var claim = Claim.of(target, session);
            claim.refuseForeign(new Roles(session));
            var unused = claim.requireOurDatabase();
            var roles = new UserRoles(user, session);
            roles.refuseForeign();
            roles.ensure(request);
            var owner = Membership.in(target.username(), connector, session);
            try (owner) {
                rights(connector, session);
            }
            var current = request.current();
            if (current != null) {
                new LoginSettings(current.username(), request.account().username(), session).carryOver();
            }
            if (roles.actAsOwner()) {
                endSessions(roles, connector, session);
            }
            if (current != null) {
                new NextLogin(target, user.username(), connector, session).requireTaken(current, request.account());
            }
        });
    }

    private static void endSessions(UserRoles roles, Connector connector, Session session) throws DriverException {
        var names = roles.present().stream().map(RoleRow::name).toList();
        var member = Membership.in(names, connector, session);
        try (member) {
            for (var name : names) {
                new Databases(session).endSessionsOf(name);
            }
        }
    }

    private void rights(Connector connector, Session session) throws DriverException {
        try (var inside = new EventTriggers(target, connector, session).open(target.databaseName())) {
            // Before anybody else gets in: what everybody may there goes to those who can connect.
            new PublicSchema(inside).isolate(target.databaseName(), target.username());
            new UserRights(inside, target.username(), user.username()).give(user.access());
        }
        var databases = new Databases(session);
        session.inTransaction(() -> {
            databases.takeRights(target.databaseName(), user.username());
            databases.giveRights(
                    target.databaseName(),
                    user.username(),
                    user.access() == Access.READ_ONLY ? "CONNECT" : "CONNECT, TEMPORARY");
        });
    }

    /** Returns true, so that it can be a {@link java.util.concurrent.Callable}. */
    boolean drop() throws DriverException {
        return work((connector, session) -> {
            var present = new UserRoles(user, session).present();
            var roles = new Roles(session);
            for (var role : present) {
                if (role.canLogin()) {
                    roles.lockOut(role.name());
                }
            }
            var claim = Claim.of(target, session);
            if (!present.isEmpty() && claim.databaseIsOurs() && claim.databaseIsUsable()) {
                leave(present.stream().map(RoleRow::name).toList(), connector, session);
            }
            for (var role : present) {
                roles.drop(role.name());
            }
        });
    }

    private void leave(List<String> names, Connector connector, Session session) throws DriverException {
        var all = new ArrayList<>(names);
        all.add(target.username());
        var member = Membership.in(all, connector, session);
        try (member) {
            for (var name : names) {
                new Databases(session).endSessionsOf(name);
            }
            try (var inside = new EventTriggers(target, connector, session).open(target.databaseName())) {
                new UserRights(inside, target.username(), user.username()).leave(names);
            }
        }
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
            work.with(connector, session);
            return true;
        }
    }
}
