package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.regex.Pattern;

/** What a person writes about a database: {@code spec.connect}, {@code spec.options} and the names. */
final class Spec {
    static final NamingRules NAMING = new NamingRules(64, 64);

    private static final int DEFAULT_PORT = 7070;
    private static final Setting.Text HOST =
            new Setting.Text("host", "a name or an address", Setting.REQUIRED, "The server.");
    private static final Setting.WholeNumber PORT =
            new Setting.WholeNumber("port", 1, 65_535, String.valueOf(DEFAULT_PORT), "TCP port of the server.");
    private static final Setting.Text KEYSPACE = new Setting.Text(
            "keyspace",
            "up to 20 small letters and digits",
            "the server's own",
            "Where the database is. It cannot be changed later.");

    /** All that is read of {@code spec.connect}, and of {@code spec.options}. */
    static final List<Setting> CONNECT = List.of(HOST, PORT);

    static final List<Setting> OPTIONS = List.of(KEYSPACE);

    // A name or an address, without a scheme, a port, or an account.
    private static final Pattern HOST_NAME =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern KEYSPACES = Pattern.compile("[a-z0-9]{1,20}");

    private Spec() {}

    static void check(DatabaseTarget target) throws DriverException {
        target.connect().allowOnly(CONNECT);
        var unusedHost = host(target.connect());
        int unusedPort = port(target.connect());
        target.options().allowOnly(OPTIONS);
        var unusedKeyspace = keyspace(target.options());
        checkName("spec.name", target.databaseName(), NAMING.maxDatabaseName());
        checkName("the username", target.username(), NAMING.maxUsername());
    }

    private static void checkName(String field, String name, int longest) throws DriverException {
        if (name.isEmpty() || name.length() > longest) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + " has " + name.length() + " characters: give 1 to " + longest + " in spec.name");
        }
    }

    static String host(Settings connect) throws DriverException {
        var host = connect.requiredText(HOST);
        if (!HOST_NAME.matcher(host).matches()) {
            throw connect.invalid(HOST, "is '" + host + "': give a host name or an IP address, without a port");
        }
        return host;
    }

    static int port(Settings connect) throws DriverException {
        return connect.number(PORT).orElse(DEFAULT_PORT);
    }

    /** The keyspace that the database is in; empty for the server's own. */
    static String keyspace(Settings options) throws DriverException {
        var keyspace = options.text(KEYSPACE).orElse("");
        if (!keyspace.isEmpty() && !KEYSPACES.matcher(keyspace).matches()) {
            throw options.invalid(KEYSPACE, "is '" + keyspace + "': give up to 20 small letters and digits");
        }
        return keyspace;
    }

    /** What the database is called on the server. Options come in every call, so they may have a part in it. */
    static String place(DatabaseTarget target) throws DriverException {
        return keyspace(target.options()) + "/" + target.databaseName();
    }
}
