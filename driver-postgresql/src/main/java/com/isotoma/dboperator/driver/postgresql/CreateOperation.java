package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.Optional;

/**
 * Brings a server to what a request asks for. The order makes it safe to be cut off: the marked owner first, then its logins
 * and the database that it owns, then what can be said again and again.
 */
final class CreateOperation {
    private final CreateRequest request;
    private final DatabaseTarget target;
    private final DatabaseOptions options;
    private final Permit permit;
    private final UntrustedExtensions untrusted;

    CreateOperation(CreateRequest request, Permit permit, UntrustedExtensions untrusted) throws DriverException {
        this.request = request;
        this.permit = permit;
        this.untrusted = untrusted;
        this.target = request.target();
        this.options = DatabaseOptions.of(target.options());
    }

    ServerInfo run() throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            ServerLock.on(session, "database", target.databaseName()).lock();
            permit.require();
            var claim = Claim.of(target, session);
            claim.refuseForeign(request, new Roles(session));
            var account = request.account(Logins.of(target).first());
            ensureRoles(claim, account, session);
            limit(account.username(), new Roles(session));
            var member = Membership.in(target.username(), connector, session);
            try (member) {
                var shape = shape(connector, session);
                ensureDatabase(claim, shape, connector, session);
                if (shape.isPresent()) {
                    fit(shape.get(), connector, session);
                } else {
                    closeSchema(connector, session);
                    ensureContents(connector, session);
                }
            }
            return session.info();
        }
    }

    private void ensureRoles(Claim claim, Credentials account, Session session) throws DriverException {
        var roles = new Roles(session);
        if (claim.role().isEmpty()) {
            roles.createOwner(target.username(), target.owner());
        } else if (!claim.roleIsOurs() || !claim.databaseIsUsable()) {
            var other = claim.role().get().owner();
            if (!claim.roleIsOurs() && other.isPresent()) {
                // While the mark of the role still says whose they were.
                new FurtherUsers(target, session).takeFrom(other.get());
            }
            // A role that lost its database to a replacement begins anew with the next one.
            roles.mark(target.username(), target.owner());
        }
        for (var taken : claim.foreignLogins()) {
            roles.mark(taken.name(), target.owner());
        }
        var logins = new LoginRoles(target, session);
        logins.ensure(account);
        if (!request.overlap()) {
            logins.lockOthers(account.username());
        }
    }

    private void limit(String login, Roles roles) throws DriverException {
        if (options.givenLimit().isPresent()) {
            roles.unlimit(login);
        } else {
            roles.limit(login);
        }
    }

    /** How the database is made that this one is to be like, if there is one of the same owner. */
    private Optional<DatabaseShape> shape(Connector connector, Session session) throws DriverException {
        var like = request.like();
        if (like == null) {
            return Optional.empty();
        }
        var other = Claim.of(like, session);
        if (!other.databaseIsOurs() || !other.databaseIsUsable()) {
            return Optional.empty();
        }
        try (var login = ApplicationLogin.of(like, connector, session);
                var inside = login.open()) {
            return Optional.of(DatabaseShape.of(other.requireOurDatabase(), inside, session));
        }
    }

    /** Gives it settings, extensions and rights as the other has them, not as the options once said. */
    private void fit(DatabaseShape shape, Connector connector, Session session) throws DriverException {
        var name = target.databaseName();
        var role = target.username();
        session.inTransaction(() -> shape.properties().applySettings(shape.row().owner(), name, session));
        try (var inside = connector.database(name)) {
            new Extensions(inside, name, role).ensureLike(shape.extensions());
            new ForeignRights(inside).apply(shape.rights(), shape.row().owner(), role);
        }
    }

    private void ensureDatabase(Claim claim, Optional<DatabaseShape> shape, Connector connector, Session session)
            throws DriverException {
        var databases = new Databases(session);
        var name = target.databaseName();
        var found = claim.database();
        if (found.isPresent() && found.get().isHalfDropped()) {
            databases.drop(name);
            found = databases.find(name);
        }
        if (found.isEmpty() && shape.isPresent()) {
            databases.create(name, target.username(), shape.get());
        } else if (found.isEmpty()) {
            databases.create(name, target.username(), options);
        } else {
            new Creation(session, options).requireLike(found.get());
            if (!found.get().owner().equals(target.username())) {
                adopt(found.get(), connector, session);
            }
            if (found.get().connectionLimit() != options.connectionLimit()) {
                databases.limitConnections(name, options.connectionLimit());
            }
        }
        databases.isolate(name);
        databases.letIn(name, target.username());
        databases.describe(name, target.owner());
        new LoginRoles(target, session).actAsOwner();
        if (found.isEmpty() || !found.get().open()) {
            databases.allowConnections(name);
        }
    }

    private void adopt(DatabaseRow database, Connector connector, Session session) throws DriverException {
        try (var inside = new EventTriggers(target, connector, session).open(database.name())) {
            new Adoption(inside).transfer(database, target.username());
        }
    }

    /** Left open where a superuser's event triggers keep the admin out: nobody gets into the database without CONNECT. */
    private void closeSchema(Connector connector, Session session) throws DriverException {
        var name = target.databaseName();
        var opened = new EventTriggers(target, connector, session).openIfTrusted(name);
        if (opened.isPresent()) {
            try (var inside = opened.get()) {
                new PublicSchema(inside).isolate(name, target.username());
            }
        }
    }

    private void ensureContents(Connector connector, Session session) throws DriverException {
        if (options.extensions().isEmpty() && options.schemas().isEmpty()) {
            return;
        }
        try (var inside = new EventTriggers(target, connector, session).open(target.databaseName())) {
            new Schemas(inside, target.username()).ensure(options);
            new Extensions(inside, target.databaseName(), target.username()).ensure(options, untrusted);
        }
    }
}
