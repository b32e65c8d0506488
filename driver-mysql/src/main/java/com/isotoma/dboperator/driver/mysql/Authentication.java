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
 * @param second the same of the password of before, while a rotation is under way; else empty
 * @param connections how many it may have at once; 0 for the server's own limit
 */
record Authentication(String plugin, String hash, int connections, String second) {
    private static final Pattern PLUGIN = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern HEX = Pattern.compile("0x[0-9A-Fa-f]+");

    /** What the application has; a password that a restore which was cut off has put before it on MySQL is passed over. */
    static Authentication of(Session admin, String username) throws DriverException {
        // Not SHOW CREATE USER: MySQL shows a hash that happens to have printable characters alone as text, however it
        // is asked.
        boolean rotating = new DualPassword(admin, username).rotating();
        var additional = "JSON_UNQUOTE(JSON_EXTRACT(user_attributes, '$.additional_password'))";
        var own = "CONCAT('0x', HEX(COALESCE(" + additional + ", authentication_string)))";
        var second = rotating && admin.version().flavour() == Flavour.MYSQL
                ? "COALESCE(CONCAT('0x', HEX(" + additional + ")), '')"
                : "''";
        var hash = switch (admin.version().flavour()) {
            case MYSQL -> rotating ? "CONCAT('0x', HEX(authentication_string))" : own;
            case MARIADB -> "authentication_string";
        };
        var row = admin
                .rows(
                        "look how the user '" + username + "' authenticates",
                        "SELECT plugin, " + hash
                                + ", max_user_connections, " + second
                                + " FROM mysql.user WHERE user = ? AND host = '%'",
                        4,
                        username)
                .stream()
                .findFirst()
                .orElseThrow(() -> unknown(username));
        var plugin = row.get(0).isEmpty() ? "mysql_native_password" : row.get(0);
        if (!PLUGIN.matcher(plugin).matches()) {
            throw unknown(username);
        }
        return new Authentication(plugin, row.get(1), Integer.parseInt(row.get(2)), row.get(3));
    }

    /** Of what {@link #text} gave. */
    static Authentication parse(String text) {
        var parts = text.split(" ", 4);
        return new Authentication(parts[0], parts[1], Integer.parseInt(parts[2]), parts.length > 3 ? parts[3] : "");
    }

    /** In one line. */
    String text() {
        return plugin + " " + hash + " " + connections + (second.isEmpty() ? "" : " " + second);
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
                if (HEX.matcher(second).matches()) {
                    admin.run(doing, "ALTER USER ?@'%' IDENTIFIED WITH '" + plugin + "' AS " + second, username);
                }
                admin.run(
                        doing,
                        "ALTER USER ?@'%' IDENTIFIED WITH '" + plugin + "' AS " + hash
                                + (second.isEmpty() ? "" : " RETAIN CURRENT PASSWORD") + " WITH MAX_USER_CONNECTIONS "
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
