package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.regex.Pattern;

/**
 * How an account {@code 'user'@'%'} proves who it is, in a form in which the server takes it back: so it can get its
 * password back from somebody who does not know it.
 *
 * @param plugin the server's word for the method
 * @param hash what the server keeps of the password: on MySQL as {@code 0x41…}, which survives any character set
 * @param connections how many it may have at once; 0 for the server's own limit
 */
record Authentication(String plugin, String hash, int connections) {
    private static final Pattern PLUGIN = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern HEX = Pattern.compile("0x[0-9A-Fa-f]+");

    /** What the application has; a password that a restore which was cut off has put before it on MySQL is passed over. */
    static Authentication of(Session admin, String username) throws DriverException {
        // Not SHOW CREATE USER: MySQL shows a hash that happens to have printable characters alone as text, however it
        // is asked.
        var hash = switch (admin.version().flavour()) {
            case MYSQL ->
                "CONCAT('0x', HEX(COALESCE(JSON_UNQUOTE(JSON_EXTRACT(user_attributes, '$.additional_password')),"
                        + " authentication_string)))";
            case MARIADB -> "authentication_string";
        };
        var row = admin
                .rows(
                        "look how the user '" + username + "' authenticates",
                        "SELECT plugin, " + hash
                                + ", max_user_connections FROM mysql.user WHERE user = ? AND host = '%'",
                        3,
                        username)
                .stream()
                .findFirst()
                .orElseThrow(() -> unknown(username));
        var plugin = row.get(0).isEmpty() ? "mysql_native_password" : row.get(0);
        if (!PLUGIN.matcher(plugin).matches()) {
            throw unknown(username);
        }
        return new Authentication(plugin, row.get(1), Integer.parseInt(row.get(2)));
    }

    /** Of what {@link #text} gave. */
    static Authentication parse(String text) {
        var parts = text.split(" ", 3);
        return new Authentication(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    /** In one line. */
    String text() {
        return plugin + " " + hash + " " + connections;
    }

    /** Gives it back to the account. */
    void restore(Session admin, String username) throws DriverException {
        var doing = "give the user '" + username + "' its password back";
        if (!PLUGIN.matcher(plugin).matches()) {
            throw unknown(username);
        }
        switch (admin.version().flavour()) {
            case MYSQL -> {
                if (!HEX.matcher(hash).matches()) {
                    throw unknown(username);
                }
                admin.run(
                        doing,
                        "ALTER USER ?@'%' IDENTIFIED WITH '" + plugin + "' AS " + hash + " WITH MAX_USER_CONNECTIONS "
                                + connections,
                        username);
            }
            case MARIADB -> new SetAside(admin, username).back();
        }
    }

    private static DriverException unknown(String username) {
        return DriverException.internal(
                Reasons.INTERNAL_ERROR,
                "Cannot tell how the user '" + username + "' authenticates: let its Database be created again",
                null);
    }
}
