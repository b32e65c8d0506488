package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A second password for the application's account while a dump is read in, beside the application's own, which keeps
 * working and which nobody tells this driver. MySQL has dual passwords for that, MariaDB several ways to authenticate.
 *
 * <p>A run that is cut off leaves the second password, which nobody knows; {@link Account#ensure} takes it away.
 */
final class TemporaryLogin {
    private static final String DOING = "give the user a second password";
    private static final Pattern PLUGIN = Pattern.compile("[a-z0-9_]{1,64}");

    /** Of MySQL, in a form that survives any character set: {@code IDENTIFIED WITH 'plugin' AS 0x41…}. */
    private static final Pattern MYSQL_CLAUSE = Pattern.compile(" IDENTIFIED WITH '([a-z0-9_]+)' AS (0x[0-9A-Fa-f]+) ");

    private final String username;
    private final String password = Passwords.random();
    private final Undo undo;

    /** Statements that bring the account back to where it was, and the values for their places. */
    private record Undo(List<String> statements, List<String> values) {}

    /** Gives the account its second password. */
    TemporaryLogin(Session admin, String username) throws DriverException {
        this.username = username;
        this.undo = switch (admin.version().flavour()) {
            case MYSQL -> addToMysql(admin);
            case MARIADB -> addToMariadb(admin);
        };
    }

    String password() {
        return password;
    }

    private Undo addToMysql(Session admin) throws DriverException {
        admin.execute(DOING, "SET SESSION print_identified_with_as_hex = 1");
        var definition = admin.text(DOING, "SHOW CREATE USER ?@'%'", username).orElse("");
        var clause = MYSQL_CLAUSE.matcher(definition);
        if (!clause.find()) {
            throw unknown();
        }
        admin.execute(DOING, "ALTER USER ?@'%' IDENTIFIED BY ? RETAIN CURRENT PASSWORD", username, password);
        return new Undo(
                List.of(
                        "ALTER USER ?@'%' IDENTIFIED WITH '" + clause.group(1) + "' AS " + clause.group(2),
                        "ALTER USER ?@'%' DISCARD OLD PASSWORD"),
                List.of(username));
    }

    private Undo addToMariadb(Session admin) throws DriverException {
        var row = admin
                .rows(
                        DOING,
                        "SELECT plugin, authentication_string FROM mysql.user WHERE user = ? AND host = '%'",
                        2,
                        username)
                .stream()
                .findFirst()
                .orElseThrow(this::unknown);
        var plugin = row.get(0).isEmpty() ? "mysql_native_password" : row.get(0);
        var hash = row.get(1);
        if (!PLUGIN.matcher(plugin).matches()) {
            throw unknown();
        }
        var own = "ALTER USER ?@'%' IDENTIFIED VIA " + plugin + " USING ?";
        admin.execute(DOING, own + " OR mysql_native_password USING PASSWORD(?)", username, hash, password);
        return new Undo(List.of(own), List.of(username, hash));
    }

    private DriverException unknown() {
        return DriverException.internal(
                Reasons.INTERNAL_ERROR,
                "Cannot tell how the user '" + username + "' authenticates: let its Database be created again",
                null);
    }

    /** Takes the second password away, by a session that may be another one: reading a dump in can take long. */
    void remove(Session admin) throws DriverException {
        for (var statement : undo.statements()) {
            admin.execute(
                    "take the second password away", statement, undo.values().toArray());
        }
    }
}
