package com.isotoma.dboperator.driver.database;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.Passwords;
import com.isotoma.dboperator.driver.cluster.secret.SecretContent;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import jakarta.inject.Inject;

/**
 * The database that a Database is restored into, beside the one in use. It has the same owner, so that nobody else's can be
 * taken for it, and names derived of the other's, so that every run and every deletion finds it. It is on the server of the
 * Database, or the call is refused before anything is changed.
 */
public final class SideDatabase {
    private final DatabaseTargets targets;
    private final IdentityCheck identity;
    private final ApplicationSecret secret;
    private final Passwords passwords;
    private final Steps steps;

    @Inject
    SideDatabase(
            DatabaseTargets targets,
            IdentityCheck identity,
            ApplicationSecret secret,
            Passwords passwords,
            Steps steps) {
        this.targets = targets;
        this.identity = identity;
        this.secret = secret;
        this.passwords = passwords;
        this.steps = steps;
    }

    /** Both databases, as the driver sees them. */
    private record Pair(DatabaseTarget target, DatabaseTarget side) {}

    private Pair pair(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var target = targets.inForce(database, driver);
        driver.validate(target);
        var side = DatabaseTargets.beside(target, driver.naming());
        driver.validate(side);
        identity.requireServer(database, driver, target);
        return new Pair(target, side);
    }

    /** @throws DriverException when the server is not the Database's */
    public void requireServer(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var unused = pair(database, driver);
    }

    /**
     * Makes it anew and empty, like the one in use as far as the driver knows how; otherwise with the Database's options.
     *
     * @return it
     */
    public DatabaseTarget make(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var pair = pair(database, driver);
        var side = pair.side();
        var inUse = pair.target();
        driver.drop(side);
        // Nobody logs in with it: a driver fills the database as its admin.
        var unused = driver.create(CreateRequest.staging(side, passwords.next(), inUse));
        return side;
    }

    /** Drops it, if it is there. */
    public void drop(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        driver.drop(pair(database, driver).side());
    }

    /** Whether the database in use is there and this Database's. */
    public boolean hasTarget(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        return driver.presence(pair(database, driver).target()).databaseIsOurs();
    }

    /** Puts it in the place of the one in use, or does what is left of that. One that has gone is made again first. */
    public void replace(DatabaseHandle database, DriverApi driver) throws DriverException, InterruptedException {
        var pair = pair(database, driver);
        if (IdentityCheck.isThere(driver, pair.target())) {
            driver.replace(pair.target(), pair.side());
            return;
        }
        var content = SecretContent.of(database, driver, pair.target());
        var account = makeTarget(database, driver, pair);
        driver.replace(pair.target(), pair.side());
        // It may be on a server that a person has accepted since.
        secret.publish(database, content, account);
    }

    /** @return the login of its applications */
    private Credentials makeTarget(DatabaseHandle database, DriverApi driver, Pair pair)
            throws DriverException, InterruptedException {
        var target = pair.target();
        if (!driver.presence(pair.side()).databaseIsOurs()) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "Neither the database " + target.databaseName()
                            + " nor the restored one beside it is on the server any" + " more: create another Restore");
        }
        var account = secret.account(database, SecretContent.of(database, driver, target));
        var unused = driver.create(new CreateRequest(target, account.password(), false)
                .by(account, database.status().rotating()));
        steps.reached(DatabaseCheckpoints.MADE_AGAIN);
        return account;
    }
}
