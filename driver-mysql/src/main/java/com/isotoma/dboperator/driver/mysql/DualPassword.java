package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/**
 * Two passwords of one account, so that what it has defined stays its own. MySQL keeps the password of before as the second
 * one; which of its second passwords is of a rotation, and not of a restore that was cut off ({@link TemporaryLogin}), an
 * attribute of the account says. MariaDB has two rules by which the account proves who it is.
 */
record DualPassword(Session session, String username) {
    private static final String ATTRIBUTE = "db_operator_rotating";

    /** Whether the account has two passwords, or is about to get the second, because of a rotation. */
    boolean rotating() throws DriverException {
        var doing = doing();
        return switch (session.version().flavour()) {
            case MYSQL ->
                session.exists(
                        doing,
                        "SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'"
                                + " AND JSON_EXTRACT(user_attributes, '$.metadata." + ATTRIBUTE + "') IS NOT NULL",
                        username);
            case MARIADB ->
                // With one rule alone, a list of one may be left.
                session.exists(
                        doing,
                        "SELECT 1 FROM mysql.global_priv WHERE user = ? AND host = '%' AND JSON_EXISTS(priv, '$.auth_or[1]')",
                        username);
        };
    }

    /** Lets applications in by both passwords; what an attempt that was cut off has let in goes. */
    void begin(Credentials current, Credentials next, Account.Trial trial)
            throws DriverException, InterruptedException {
        switch (session.version().flavour()) {
            case MYSQL -> {
                // The second one is the application's own by then, and a third would take its place.
                var kept = new Account(session, username).hasSecondPassword(doing()) ? "" : " RETAIN CURRENT PASSWORD";
                attribute("true");
                session.run(doing(), "ALTER USER ?@'%' IDENTIFIED BY ?" + kept, username, next.password());
            }
            case MARIADB ->
                session.run(
                        doing(),
                        "ALTER USER ?@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD(?)"
                                + " OR mysql_native_password USING PASSWORD(?)",
                        username,
                        next.password(),
                        current.password());
        }
        if (!trial.accepts(username, next.password()) && trial.accepts(username, current.password())) {
            endFor(current.password(), trial);
            throw DriverException.user(
                    Reasons.ROTATION_FAILED,
                    "The server goes on to take the old password of the user '" + username
                            + "', and does not take the new one. Nothing changes for applications. Look for another account of"
                            + " that name with a host of its own (SELECT host FROM mysql.user WHERE user = '" + username
                            + "') and drop it");
        }
    }

    /** Leaves this password alone. One that is in force already is not set again. */
    void endFor(String password, Account.Trial trial) throws DriverException, InterruptedException {
        switch (session.version().flavour()) {
            case MYSQL -> endOnMysql(password, trial);
            case MARIADB -> {
                if (rotating() || !trial.accepts(username, password)) {
                    session.run(doing(), "ALTER USER ?@'%' IDENTIFIED BY ?", username, password);
                }
            }
        }
    }

    private void endOnMysql(String password, Account.Trial trial) throws DriverException, InterruptedException {
        boolean second = new Account(session, username).hasSecondPassword(doing());
        boolean rotating = rotating();
        if (second && rotating) {
            discard();
            second = false;
        }
        if (second || !trial.accepts(username, password)) {
            set(password, second, trial);
        }
        if (rotating) {
            attribute("null");
        }
    }

    /** One that a restore left behind goes, as far as the server's policy allows. */
    private void set(String password, boolean second, Account.Trial trial)
            throws DriverException, InterruptedException {
        try {
            session.run(doing(), "ALTER USER ?@'%' IDENTIFIED BY ?", username, password);
        } catch (DriverException e) {
            // The application logs in with it; that the unknown one is there too harms nobody.
            if (second && e.reason().equals(Reasons.PASSWORD_REFUSED) && trial.accepts(username, password)) {
                return;
            }
            throw e;
        }
        discard();
    }

    private void discard() throws DriverException {
        session.run(doing(), "ALTER USER ?@'%' DISCARD OLD PASSWORD", username);
    }

    private void attribute(String value) throws DriverException {
        session.run(doing(), "ALTER USER ?@'%' ATTRIBUTE '{\"" + ATTRIBUTE + "\": " + value + "}'", username);
    }

    private String doing() {
        return "change the passwords of the user '" + username + "'";
    }
}
