package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Setting;
import java.util.List;

/** What a person may write about a database in memory. */
final class Spec {
    static final String KEYSPACE = "keyspace";
    private static final Setting.Text HOST =
            new Setting.Text("host", "a name or an address", Setting.REQUIRED, "The server.");
    private static final Setting.WholeNumber PORT =
            new Setting.WholeNumber("port", 1, 65_535, Setting.REQUIRED, "Its TCP port.");
    static final List<Setting> CONNECT = List.of(HOST, PORT);
    static final List<Setting> OPTIONS = List.of(
            new Setting.Text(KEYSPACE, "any text", "none", "Databases of the same name are apart in two of them."));

    private Spec() {}

    static void check(DatabaseTarget target, NamingRules naming) throws DriverException {
        target.connect().allowOnly(CONNECT);
        var unusedHost = host(target);
        int unusedPort = port(target);
        target.options().allowOnly(OPTIONS);
        checkName("name", target.databaseName(), naming.maxDatabaseName(), naming);
        checkName("username", target.username(), naming.maxUsername(), naming);
    }

    private static void checkName(String field, String name, int longest, NamingRules naming) throws DriverException {
        if (name.isEmpty() || name.length() > longest || naming.reserves(name)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "spec." + field + " is '" + name + "': give up to " + longest + " characters");
        }
    }

    static String host(DatabaseTarget target) throws DriverException {
        return target.connect().requiredText(HOST);
    }

    static int port(DatabaseTarget target) throws DriverException {
        return target.connect().number(PORT).orElseThrow(() -> target.connect().invalid(PORT, "is missing: give it"));
    }
}
