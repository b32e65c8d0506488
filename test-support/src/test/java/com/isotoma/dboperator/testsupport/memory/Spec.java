package com.isotoma.dboperator.testsupport.memory;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.Set;

/** What a person may write about a database in memory. */
final class Spec {
    static final String KEYSPACE = "keyspace";

    private Spec() {}

    static void check(DatabaseTarget target, NamingRules naming) throws DriverException {
        target.connect().allowOnly(Set.of("host", "port"));
        var unusedHost = host(target);
        int unusedPort = port(target);
        target.options().allowOnly(Set.of(KEYSPACE));
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
        return target.connect().requiredText("host");
    }

    static int port(DatabaseTarget target) throws DriverException {
        return target.connect()
                .number("port", 1, 65_535)
                .orElseThrow(() -> target.connect().invalid("port", "is missing: give it"));
    }
}
