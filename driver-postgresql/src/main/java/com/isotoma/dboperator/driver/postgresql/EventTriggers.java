package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens sessions of the admin in an application's database, for what no other role can do there. Event triggers run for
 * whoever logs in or changes something, with that one's rights; so none may run a function that an application can replace.
 *
 * @param target the database
 * @param connector opens the sessions
 * @param maintenance a session of the admin outside the database
 */
record EventTriggers(DatabaseTarget target, Connector connector, Session maintenance) {
    private static final int CAN_BE_SWITCHED_OFF = 17;

    Session open(String database) throws DriverException {
        var found = new ArrayList<String>();
        var inside = openUnless(database, found);
        if (inside.isEmpty()) {
            throw DriverException.user(
                    Reasons.PERMISSION_DENIED,
                    "Event triggers in database '" + target.databaseName()
                            + "' would run functions of other roles with the admin's rights: "
                            + String.join(", ", found)
                            + ". Let a superuser ALTER EVENT TRIGGER … DISABLE them, or give the"
                            + " functions to a superuser");
        }
        return inside.get();
    }

    /** The same, and nothing where a trigger would run a function that is not trusted. */
    Optional<Session> openIfTrusted(String database) throws DriverException {
        return openUnless(database, new ArrayList<>());
    }

    /** @param found gets the triggers that are in the way */
    private Optional<Session> openUnless(String database, List<String> found) throws DriverException {
        boolean newer = maintenance.majorVersion() >= CAN_BE_SWITCHED_OFF;
        if (newer && maintenance.isSuperuser()) {
            return Optional.of(connector.database(database, Map.of("event_triggers", "off")));
        }
        if (newer && actsOnLogin(database)) {
            try (var login = ApplicationLogin.of(target, connector, maintenance);
                    var inside = login.open()) {
                found.addAll(untrusted(inside));
            }
            if (!found.isEmpty()) {
                return Optional.empty();
            }
        }
        var inside = connector.database(database, Map.of());
        try {
            found.addAll(untrusted(inside));
        } catch (DriverException e) {
            inside.close();
            throw e;
        }
        if (!found.isEmpty()) {
            inside.close();
            return Optional.empty();
        }
        return Optional.of(inside);
    }

    private boolean actsOnLogin(String database) throws DriverException {
        return maintenance.isTrue(
                "look for event triggers", "SELECT dathasloginevt FROM pg_database WHERE datname = ?", database);
    }

    private List<String> untrusted(Session inside) throws DriverException {
        return inside.all(
                "look for event triggers",
                "SELECT format('%I (function %s of role %I)', t.evtname, p.oid::regprocedure, r.rolname)"
                        + " FROM pg_event_trigger t JOIN pg_proc p ON p.oid = t.evtfoid"
                        + " JOIN pg_roles r ON r.oid = p.proowner"
                        + " WHERE t.evtenabled <> 'D' AND NOT r.rolsuper AND r.rolname <> ? ORDER BY 1",
                row -> row.getString(1),
                connector.admin().username());
    }
}
