package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a server with what {@link CreateOperation} would leave, and changes nothing.
 *
 * @param login that of the application's Secret
 */
record DriftOperation(DatabaseTarget target, Credentials login) {
    private static final String PUBLIC_MAY = "SELECT EXISTS (SELECT FROM pg_database d,"
            + " aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE d.datname = ? AND a.grantee = 0)";

    private static final String MAY_CONNECT = "SELECT has_database_privilege(?, ?, 'CONNECT')";

    List<String> run() throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            var claim = Claim.of(target, session);
            var found = new ArrayList<String>();
            database(claim.requireOurDatabase(), session, found);
            role(session, found);
            if (found.isEmpty()) {
                logIn(connector, found);
            }
            return found;
        }
    }

    private void database(DatabaseRow row, Session session, List<String> found) throws DriverException {
        var name = "the database '" + row.name() + "' ";
        if (!row.open()) {
            found.add(name + "takes no connections");
        }
        if (row.connectionLimit() != DatabaseOptions.of(target.options()).connectionLimit()) {
            found.add(name + "has another limit of connections");
        }
        if (!target.owner().mark().equals(row.comment())) {
            found.add(name + "does not bear its mark");
        }
        if (session.isTrue("look at the rights on '" + row.name() + "'", PUBLIC_MAY, row.name())) {
            found.add(name + "is open to PUBLIC");
        }
    }

    private void role(Session session, List<String> found) throws DriverException {
        var row = new Roles(session).find(login.username());
        var name = "the role '" + login.username() + "' ";
        if (row.isEmpty()) {
            found.add(name + "is missing");
            return;
        }
        if (!row.get().belongsTo(target.owner())) {
            found.add(name + "does not bear its mark");
        }
        if (!row.get().canLogin()) {
            found.add(name + "may not log in");
        }
        var logins = new LoginRoles(target, session);
        if (!logins.isOwner(login.username())) {
            if (!logins.isMember(login.username())) {
                found.add(name + "is no member of '" + target.username() + "'");
            } else if (!logins.actsAsOwner(login.username())) {
                found.add(name + "does not act as '" + target.username() + "'");
            }
        }
        if (!session.isTrue(
                "look at the rights of role '" + target.username() + "'",
                MAY_CONNECT,
                target.username(),
                target.databaseName())) {
            found.add("the role '" + target.username() + "' may not connect to '" + target.databaseName() + "'");
        }
    }

    /** As the application does; what that one has made does not run by that. */
    private void logIn(Connector connector, List<String> found) throws DriverException {
        try {
            connector.application(target.databaseName(), login).close();
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.USER) {
                throw e;
            }
            found.add("the role '" + login.username() + "' cannot log in with the password of the Secret");
        }
    }
}
