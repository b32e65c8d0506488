package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.database.DatabaseTargets;
import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.UserTarget;
import jakarta.inject.Inject;

/** Makes of a DatabaseUser what a driver understands. */
final class UserTargets {
    private final DatabaseTargets targets;

    @Inject
    UserTargets(DatabaseTargets targets) {
        this.targets = targets;
    }

    /** Name of the account: once reached it stays, as long as it is one of the same database. */
    UserTarget of(DatabaseHandle database, UserHandle user, DriverApi driver) throws DriverException {
        var target = targets.inForce(database, driver);
        driver.validate(target);
        var reached = user.status().username();
        var username = reached != null ? reached : DatabaseTargets.furtherUser(target, user.name(), driver.naming());
        return new UserTarget(target, user.name(), username, access(user));
    }

    private static Access access(UserHandle user) {
        return switch (user.spec().access()) {
            case OWNER -> Access.OWNER;
            case READ_WRITE -> Access.READ_WRITE;
            case READ_ONLY -> Access.READ_ONLY;
        };
    }
}
