package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * A password for the application's account while a dump is read in, since nobody tells this driver the account's own. MySQL
 * has dual passwords for that, so that the own one keeps working; on MariaDB the account is {@link SetAside} meanwhile.
 *
 * <p>A run that is cut off leaves the second password, which nobody knows; the next one's takes its place, and {@link Account#ensure}
 * takes it away.
 */
final class TemporaryLogin {
    private static final String DOING = "give the user a second password";

    private final String username;
    private final String password = Passwords.random();
    private final Authentication own;

    /** Lets the password in. */
    TemporaryLogin(Session admin, DatabaseTarget target) throws DriverException {
        this.username = target.username();
        this.own = Authentication.of(admin, username);
        switch (admin.version().flavour()) {
            case MYSQL -> {
                // Where a run that was cut off has left one, that one goes: the application's own is the second by
                // then.
                var kept = new Account(admin, username).hasSecondPassword(DOING) ? "" : " RETAIN CURRENT PASSWORD";
                admin.run(DOING, "ALTER USER ?@'%' IDENTIFIED BY ?" + kept, username, password);
            }
            case MARIADB -> new SetAside(admin, username).standIn(password, target.databaseName());
        }
    }

    String password() {
        return password;
    }

    /** Takes the password away, by a session that may be another one: reading a dump in can take long. */
    void remove(Session admin) throws DriverException {
        own.restore(admin, username);
        if (admin.version().flavour() == Flavour.MYSQL && own.second().isEmpty()) {
            admin.run("take the second password away", "ALTER USER ?@'%' DISCARD OLD PASSWORD", username);
        }
    }
}
