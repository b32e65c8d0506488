package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;

/** Looks into a database as a member of the application's role, and changes nothing there. */
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
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            var unused = Claim.of(target, session).requireOurDatabase();
            session.keepIdle();
            var member = Membership.in(target.username(), connector, session);
            try (member;
                    var inside = connector.database(target.databaseName())) {
                inside.expectLongStatements();
                return look.at(new Tables(inside, target));
            }
        }
    }
}
