package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/**
 * Makes sure that a restore cannot meet anything. What the server puts into every new database is no data of the
 * application's; a dump of such a database brings its own copy.
 *
 * @param session a session of the admin on the maintenance database
 */
record EmptyDatabase(DatabaseTarget target, Connector connector, Session session) {

    /** @return how it is made; the admin acts for its role meanwhile */
    DatabaseShape require(DatabaseRow row, boolean beingFilled) throws DriverException {
        var member = Membership.in(target.username(), connector, session);
        try (member) {
            var shape = DatabaseShape.of(row, connector, session);
            if (beingFilled || !isEmpty()) {
                new Emptying(target, connector, session).asMember(shape);
            }
            return shape;
        }
    }

    /** Whether nothing at all is there, and not only nothing of the application's own. */
    private boolean isEmpty() throws DriverException {
        boolean nothing;
        boolean nothingOfItsOwn;
        try (var inside = connector.database(target.databaseName())) {
            var tables = new Tables(inside, target);
            nothing = tables.none();
            nothingOfItsOwn = nothing || tables.none(TemplateObjects.of(connector));
        }
        if (!nothingOfItsOwn) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The database '" + target.databaseName() + "' holds something already, and a restore needs an"
                            + " empty one: restore into a new Database, or empty this one");
        }
        return nothing;
    }
}
