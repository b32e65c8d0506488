package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.regex.Pattern;

/** The application's account {@code 'user'@'%'}. */
final class Account {
    /**
     * Everything that has a meaning for one database, except GRANT OPTION. Named one by one: ALL would be refused to an
     * admin who lacks a privilege that a newer server knows.
     */
    static final String PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER,"
            + " CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE,"
            + " EVENT, TRIGGER";

    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_]{8,128}");

    private final Session session;
    private final String username;

    Account(Session session, String username) {
        this.session = session;
        this.username = username;
    }

    /** Whether an account or role of that name exists, for whatever host: any of them may take the application's place. */
    boolean exists() throws DriverException {
        return session.exists(
                "look for the user '" + username + "'", "SELECT 1 FROM mysql.user WHERE user = ? LIMIT 1", username);
    }

    /**
     * Makes the account, if it is not there, with exactly this password: the server's default plugin, no expiry, no
     * second password. The servers blot out passwords in their own logs.
     */
    void ensure(String password, int maxConnections) throws DriverException {
        if (!PASSWORD.matcher(password).matches()) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "The password made for '" + username + "' is not letters and digits", null);
        }
        var doing = "set up the user '" + username + "'";
        if (!present()) {
            // MySQL refuses this statement, even with a user who exists, where views run as that user.
            session.execute(
                    doing, "CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED BY ? PASSWORD EXPIRE NEVER", username, password);
        }
        session.execute(
                doing,
                "ALTER USER ?@'%' IDENTIFIED BY ? WITH MAX_USER_CONNECTIONS " + maxConnections
                        + " PASSWORD EXPIRE NEVER",
                username,
                password);
        if (session.version().flavour() == Flavour.MYSQL) {
            // One that a restore left behind (see TemporaryLogin).
            session.execute(doing, "ALTER USER ?@'%' DISCARD OLD PASSWORD", username);
        }
    }

    /** Gives it everything on the database, and nothing else. */
    void grant(String database) throws DriverException {
        var doing = "grant rights on '" + database + "' to '" + username + "'";
        var object = takesNamesAsTheyAre(doing) ? Quoting.identifier(database) + ".*" : Quoting.grantObject(database);
        session.execute(doing, "GRANT " + PRIVILEGES + " ON " + object + " TO ?@'%'", username);
    }

    /** With partial revokes, MySQL knows no wildcards in grants, and then no escapes either. */
    private boolean takesNamesAsTheyAre(String doing) throws DriverException {
        return session.rows(doing, "SHOW GLOBAL VARIABLES LIKE 'partial_revokes'", 2).stream()
                .anyMatch(row -> row.get(1).equals("ON"));
    }

    /** Changes the password to one that nobody knows. */
    void setPassword(String password) throws DriverException {
        session.execute("lock the user '" + username + "' out", "ALTER USER ?@'%' IDENTIFIED BY ?", username, password);
    }

    /** Whether {@code 'user'@'%'} itself exists. */
    boolean present() throws DriverException {
        return session.exists(
                "look for the user '" + username + "'",
                "SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'",
                username);
    }

    void drop() throws DriverException {
        session.execute("drop the user '" + username + "'", "DROP USER IF EXISTS ?@'%'", username);
    }
}
