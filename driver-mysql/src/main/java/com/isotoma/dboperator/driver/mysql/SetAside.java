package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Hashes;

/**
 * How MariaDB's accounts get another password for a while. A server with a password policy takes no hash
 * (strict_password_validation), so a password that this driver does not know could not be given back. Therefore the whole
 * account is renamed, with its password and rights, and another one has its name meanwhile.
 *
 * <p>Whatever a run that is cut off leaves, {@link #back} puts right.
 */
record SetAside(Session admin, String username) {
    private static final String PREFIX = Names.OURS + "kept.";

    private String kept() {
        return PREFIX + Hashes.hex(username, 7);
    }

    boolean present() throws DriverException {
        return new Account(admin, kept()).present();
    }

    /** Puts the account aside, if that was not done before, and makes one of its name with all rights on a database. */
    void standIn(String password, String database) throws DriverException {
        var account = new Account(admin, username);
        if (!present() && account.present()) {
            admin.run("set the user '" + username + "' aside", "RENAME USER ?@'%' TO ?@'%'", username, kept());
        }
        account.make(password);
        account.grant(database);
    }

    /** Gives the account its name back. Does nothing where it was not set aside. */
    void back() throws DriverException {
        if (present()) {
            new Account(admin, username).drop();
            admin.run("give the user '" + username + "' its name back", "RENAME USER ?@'%' TO ?@'%'", kept(), username);
        }
    }

    /** Drops what was set aside. */
    void drop() throws DriverException {
        if (admin.version().flavour() == Flavour.MARIADB) {
            new Account(admin, kept()).drop();
        }
    }
}
