package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Hashes;
import com.isotoma.dboperator.driver.sql.Interruptible;
import java.io.IOException;

/**
 * An account that may read one database and nothing else, for as long as it is dumped or counted. A table can be renamed
 * away and a view put in its place while it is read, and a view runs the application's functions with the rights of the
 * reading account; so that is never the admin's. The account has fewer rights than the application's.
 *
 * <p>A run that is cut off leaves the account with a password that no process knows. The next reading gives it another, and
 * the removal of the database removes it.
 */
final class Reader {
    private static final String PREFIX = Names.OURS + "read.";

    /** What the dump program and a count need. */
    private static final String PRIVILEGES = "SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE, LOCK TABLES";

    private Reader() {}

    /** Something to be done with the account. */
    @FunctionalInterface
    interface Work<T> {
        T with(Credentials reader) throws DriverException, IOException, InterruptedException;
    }

    static String usernameFor(String database) {
        return PREFIX + Hashes.hex(database, 7);
    }

    /** Makes the account; the caller removes it. */
    static Credentials make(Session admin, String database) throws DriverException {
        var login = new Credentials(usernameFor(database), Passwords.random());
        var account = new Account(admin, login.username());
        account.make(login.password());
        account.grant(PRIVILEGES, database);
        return login;
    }

    /**
     * Does the work, then removes the account with a session that may be another one: reading can take long.
     *
     * @param reader what {@link #make} gave
     */
    static <T> T use(DatabaseTarget target, Credentials reader, Work<T> work)
            throws DriverException, IOException, InterruptedException {
        T result;
        try {
            result = work.with(reader);
        } catch (DriverException | IOException | InterruptedException | RuntimeException e) {
            removeAfter(e, target);
            throw e;
        }
        remove(target);
        return result;
    }

    private static void remove(DatabaseTarget target) throws DriverException {
        try (var session = Session.admin(target)) {
            drop(session, target.databaseName());
        }
    }

    static void drop(Session admin, String database) throws DriverException {
        new Account(admin, usernameFor(database)).drop();
    }

    private static void removeAfter(Exception first, DatabaseTarget target) {
        try {
            Interruptible.cleanUp(() -> remove(target));
        } catch (DriverException e) {
            first.addSuppressed(e);
        }
    }
}
