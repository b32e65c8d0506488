package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/** Looks into a database with the application's rights, and changes nothing there. */
record InspectOperation(DatabaseTarget target) {
    @FunctionalInterface
    private interface Look<T> {
        T at(Tables tables) throws DriverException;
    }

    boolean isEmpty() throws DriverException {
        try (var connector = Connector.to(target)) {
            var template = TemplateObjects.of(connector);
            return look(tables -> tables.none(template));
        }
    }

    Contents contents() throws DriverException {
        try (var connector = Connector.to(target)) {
            var template = TemplateObjects.of(connector);
            return look(tables -> tables.count(template));
        }
    }

    long bytes() throws DriverException {
        return look(Tables::bytes);
    }

    private <T> T look(Look<T> look) throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.locking()) {
            session.requireSupportedVersion();
            var unused = Claim.of(target, session).requireOurDatabase();
            session.keepIdle();
            try (var login = ApplicationLogin.of(target, connector, session);
                    var inside = login.open()) {
                var unusedToo = login.passRowSecurity(inside);
                inside.expectLongStatements();
                return explaining(look, new Tables(inside, target));
            }
        }
    }

    private <T> T explaining(Look<T> look, Tables tables) throws DriverException {
        try {
            return look.at(tables);
        } catch (DriverException e) {
            throw explained(e);
        }
    }

    private DriverException explained(DriverException e) {
        if (!e.reason().equals(Reasons.PERMISSION_DENIED)) {
            return e;
        }
        return new DriverException(
                e.kind(),
                e.reason(),
                "The application's role '" + target.username() + "' may not read everything in database '"
                        + target.databaseName() + "' (" + ServerWords.saidBy(e)
                        + "), and the driver reads with that role's rights only: let the owner GRANT it to the role, or"
                        + " drop it",
                e);
    }
}
