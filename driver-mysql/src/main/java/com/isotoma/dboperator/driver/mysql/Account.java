package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The application's account {@code 'user'@'%'}. */
final class Account {
    /**
     * Everything that has a meaning for one database, except GRANT OPTION. Named one by one: ALL would be refused to an
     * admin who lacks a privilege that a newer server knows.
     */
    static final String PRIVILEGES = "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER,"
            + " CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE,"
            + " EVENT, TRIGGER";

    /** Not 0, which would mean the limit that the server has for all. */
    private static final int UNLIMITED = 1_000_000;

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

    /** Tries whether the account can log in. */
    @FunctionalInterface
    interface Trial {
        boolean accepts(String username, String password) throws InterruptedException;
    }

    /**
     * Makes the account, if it is not there, with exactly this password: no expiry, and no second password unless a rotation is
     * under way. A password that is
     * set already is not set again, which a server with a password history would refuse. The servers blot out passwords in
     * their own logs.
     */
    void ensure(String password, boolean rotating, int maxConnections, Trial trial)
            throws DriverException, InterruptedException {
        var doing = "set up the user '" + username + "'";
        if (session.version().flavour() == Flavour.MARIADB) {
            new SetAside(session, username).back();
        }
        boolean made = !present();
        if (made) {
            // MySQL refuses this statement, even with a user who exists, where views run as that user.
            session.run(
                    doing, "CREATE USER IF NOT EXISTS ?@'%' IDENTIFIED BY ? PASSWORD EXPIRE NEVER", username, password);
        }
        session.run(
                doing,
                "ALTER USER ?@'%' WITH MAX_USER_CONNECTIONS " + maxConnections + " PASSWORD EXPIRE NEVER",
                username);
        if (!made && !rotating) {
            new DualPassword(session, username).endFor(password, trial);
        } else if (!made && !trial.accepts(username, password)) {
            session.run(doing, "ALTER USER ?@'%' IDENTIFIED BY ?", username, password);
        }
    }

    /** Whether there is one besides the application's own; only MySQL has such. */
    boolean hasSecondPassword(String doing) throws DriverException {
        return session.exists(
                doing,
                "SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'"
                        + " AND JSON_EXTRACT(user_attributes, '$.additional_password') IS NOT NULL",
                username);
    }

    /** Makes it anew: an account that the driver itself uses for a moment. */
    void make(String password) throws DriverException {
        drop();
        session.run(
                "make the account '" + username + "'",
                "CREATE USER ?@'%' IDENTIFIED BY ? WITH MAX_USER_CONNECTIONS " + UNLIMITED + " PASSWORD EXPIRE NEVER",
                username,
                password);
    }

    /** Gives it everything on the database, and nothing else. */
    void grant(String database) throws DriverException {
        grant(PRIVILEGES, database);
    }

    void grant(String privileges, String database) throws DriverException {
        var doing = granting(database);
        session.run(doing, "GRANT " + privileges + " ON " + object(doing, database) + " TO ?@'%'", username);
    }

    /**
     * The same, and takes others of {@link #PRIVILEGES} on the database away.
     *
     * @return whether there were others
     */
    boolean grantOnly(String privileges, String database) throws DriverException {
        grant(privileges, database);
        var others = new ArrayList<>(held(database));
        others.removeAll(List.of(privileges.split(", ")));
        if (!others.isEmpty()) {
            var doing = granting(database);
            session.run(
                    doing,
                    "REVOKE " + String.join(", ", others) + " ON " + object(doing, database) + " FROM ?@'%'",
                    username);
        }
        return !others.isEmpty();
    }

    /** MySQL refuses to revoke what is not there. */
    private List<String> held(String database) throws DriverException {
        var doing = granting(database);
        var all = List.of(PRIVILEGES.split(", "));
        var name = takesNamesAsTheyAre(doing) ? database : Quoting.pattern(database);
        var held = new ArrayList<String>();
        for (var row : session.rows(
                doing,
                "SELECT " + all.stream().map(Account::column).collect(Collectors.joining(", "))
                        + " FROM mysql.db WHERE user = ? AND host = '%' AND db = ?",
                all.size(),
                username,
                name)) {
            for (int i = 0; i < all.size(); i++) {
                if (row.get(i).equals("Y")) {
                    held.add(all.get(i));
                }
            }
        }
        return held;
    }

    /** Where the servers keep whether an account has a privilege on a database. */
    private static String column(String privilege) {
        return privilege.equals("CREATE TEMPORARY TABLES")
                ? "create_tmp_table_priv"
                : privilege.toLowerCase(Locale.ROOT).replace(' ', '_') + "_priv";
    }

    private String granting(String database) {
        return "grant rights on '" + database + "' to '" + username + "'";
    }

    private String object(String doing, String database) throws DriverException {
        return takesNamesAsTheyAre(doing) ? Quoting.identifier(database) + ".*" : Quoting.grantObject(database);
    }

    /** With partial revokes, MySQL knows no wildcards in grants, and then no escapes either. */
    private boolean takesNamesAsTheyAre(String doing) throws DriverException {
        return session.rows(doing, "SHOW GLOBAL VARIABLES LIKE 'partial_revokes'", 2).stream()
                .anyMatch(row -> row.get(1).equals("ON"));
    }

    /**
     * Gives it another password, which locks the application out, and room for another connection, whatever limit its pool
     * has used up. {@link Authentication#restore} lets it in again.
     *
     * @param database on which it has its rights
     */
    void lockOut(String password, String database) throws DriverException {
        switch (session.version().flavour()) {
            case MYSQL -> {
                var doing = "lock the user '" + username + "' out";
                session.run(
                        doing,
                        "ALTER USER ?@'%' IDENTIFIED BY ? WITH MAX_USER_CONNECTIONS " + UNLIMITED,
                        username,
                        password);
                if (new DualPassword(session, username).rotating()) {
                    session.run(doing, "ALTER USER ?@'%' DISCARD OLD PASSWORD", username);
                }
            }
            case MARIADB -> new SetAside(session, username).standIn(password, database);
        }
    }

    /** Whether {@code 'user'@'%'} itself exists. */
    boolean present() throws DriverException {
        return session.exists(
                "look for the user '" + username + "'",
                "SELECT 1 FROM mysql.user WHERE user = ? AND host = '%'",
                username);
    }

    void drop() throws DriverException {
        session.run("drop the user '" + username + "'", "DROP USER IF EXISTS ?@'%'", username);
    }
}
