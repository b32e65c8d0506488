package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * Makes a database again as it was before anything was restored into it. Its role is marked while a restore is under way, so
 * that one that was cut off is recognised, and nothing that an application has made is ever taken for its remains.
 *
 * @param session a session of the admin on the maintenance database, which holds the target's lock
 */
record Emptying(DatabaseTarget target, Connector connector, Session session) {

    void run(DatabaseShape shape) throws DriverException {
        var member = Membership.in(Claim.of(target, session), connector, session);
        try (member) {
            makeAnew(shape);
        }
    }

    private void makeAnew(DatabaseShape shape) throws DriverException {
        var name = target.databaseName();
        var role = target.username();
        var databases = new Databases(session);
        new Roles(session).markFilling(role, target.owner());
        databases.drop(name);
        databases.create(name, role, shape);
        databases.isolate(name);
        databases.describe(name, target.owner());
        databases.limitConnections(name, shape.row().connectionLimit());
        session.inTransaction(() -> shape.properties().apply(name, session));
        databases.allowConnections(name);
        try (var inside = connector.database(name)) {
            new Extensions(inside, name, role).ensureLike(shape.extensions());
            new ForeignRights(inside).apply(shape.rights(), role, role);
        }
        new Roles(session).mark(role, target.owner());
    }
}
