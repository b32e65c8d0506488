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

    /** @return how it is made */
    DatabaseShape require(DatabaseRow row, boolean beingFilled) throws DriverException {
        boolean again = beingFilled;
        DatabaseShape shape;
        try (var login = ApplicationLogin.of(target, connector, session);
                var inside = login.open()) {
            shape = DatabaseShape.of(row, inside, session);
            again = again || !isEmpty(new Tables(inside, target));
        }
        if (again) {
            new Emptying(target, connector, session).run(shape);
        }
        return shape;
    }

    /** Whether nothing at all is there, and not only nothing of the application's own. */
    private boolean isEmpty(Tables tables) throws DriverException {
        boolean nothing = tables.none();
        boolean nothingOfItsOwn = nothing || tables.none(TemplateObjects.of(connector));
        if (!nothingOfItsOwn) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The database '" + target.databaseName() + "' holds something already, and a restore needs an"
                            + " empty one: restore into a new Database, or empty this one");
        }
        return nothing;
    }
}
