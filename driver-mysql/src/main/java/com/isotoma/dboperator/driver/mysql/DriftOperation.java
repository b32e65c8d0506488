package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares a server with what {@link CreateOperation} would leave, and changes nothing.
 *
 * @param login that of the application's Secret
 */
record DriftOperation(Session session, DatabaseTarget target, Credentials login) {
    private static final String RIGHTS =
            "SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = ? AND TABLE_SCHEMA IN (?, ?)";

    List<String> run() throws DriverException, InterruptedException {
        Databases.requireOwned(session, target);
        var name = "the user '" + login.username() + "' ";
        if (!new Account(session, login.username()).present()) {
            return List.of(name + "is missing");
        }
        var found = new ArrayList<String>();
        var missing = missing();
        if (!missing.isEmpty()) {
            found.add(name + "lacks " + String.join(", ", missing) + " on '" + target.databaseName() + "'");
        }
        if (!Connector.trial(target).accepts(login.username(), login.password())) {
            found.add(name + "cannot log in with the password of the Secret");
        }
        return found;
    }

    private Set<String> missing() throws DriverException {
        var missing = new TreeSet<>(Set.of(Account.PRIVILEGES.split(", *", -1)));
        missing.removeAll(session
                .rows(
                        "look at the rights of the user '" + login.username() + "'",
                        RIGHTS,
                        1,
                        "'" + login.username() + "'@'%'",
                        target.databaseName(),
                        Quoting.pattern(target.databaseName()))
                .stream()
                .map(row -> row.get(0))
                .collect(Collectors.toSet()));
        return missing;
    }
}
