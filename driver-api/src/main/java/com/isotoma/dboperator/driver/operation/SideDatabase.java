package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.Passwords;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import jakarta.inject.Inject;

/**
 * The database that a Database is restored into, beside the one in use. It has the same owner, so that nobody else's can be
 * taken for it, and names derived of the other's, so that every run and every deletion finds it.
 */
final class SideDatabase {
    private final Targets targets;
    private final Passwords passwords;

    @Inject
    SideDatabase(Targets targets, Passwords passwords) {
        this.targets = targets;
        this.passwords = passwords;
    }

    /**
     * Makes it anew and empty, like the one in use as far as the driver knows how; otherwise with the Database's options.
     *
     * @return it
     */
    DatabaseTarget make(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        drop(database, driver);
        var inUse = targets.of(database, driver.naming());
        var side = Targets.beside(inUse, driver.naming());
        driver.validate(side);
        // Nobody logs in with it: a driver fills the database as its admin.
        var unused = driver.create(CreateRequest.staging(side, passwords.next(), inUse));
        return side;
    }

    /** Drops it, if it is there. */
    void drop(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var side = Targets.beside(targets.withoutOptions(database, driver.naming()), driver.naming());
        driver.validate(side);
        driver.drop(side);
    }

    /** Puts it in the place of the one in use, or does what is left of that. */
    void replace(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var target = targets.withoutOptions(database, driver.naming());
        var side = Targets.beside(target, driver.naming());
        driver.validate(target);
        driver.validate(side);
        driver.replace(target, side);
    }
}
