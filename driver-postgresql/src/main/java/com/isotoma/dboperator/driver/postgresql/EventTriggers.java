package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Map;

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
        boolean newer = maintenance.majorVersion() >= CAN_BE_SWITCHED_OFF;
        if (newer && maintenance.isSuperuser()) {
            return connector.database(database, Map.of("event_triggers", "off"));
        }
        if (newer && actsOnLogin(database)) {
            try (var login = ApplicationLogin.of(target, connector, maintenance);
                    var inside = login.open()) {
                requireTrusted(inside);
            }
        }
        var inside = connector.database(database, Map.of());
        try {
            requireTrusted(inside);
            return inside;
        } catch (DriverException e) {
            inside.close();
            throw e;
        }
    }

    private boolean actsOnLogin(String database) throws DriverException {
        return maintenance.isTrue(
                "look for event triggers", "SELECT dathasloginevt FROM pg_database WHERE datname = ?", database);
    }

    private void requireTrusted(Session inside) throws DriverException {
        List<String> found = inside.all(
                "look for event triggers",
                "SELECT format('%I (function %s of role %I)', t.evtname, p.oid::regprocedure, r.rolname)"
                        + " FROM pg_event_trigger t JOIN pg_proc p ON p.oid = t.evtfoid"
                        + " JOIN pg_roles r ON r.oid = p.proowner"
                        + " WHERE t.evtenabled <> 'D' AND NOT r.rolsuper AND r.rolname <> ? ORDER BY 1",
                row -> row.getString(1),
                connector.admin().username());
        if (!found.isEmpty()) {
            throw DriverException.user(
                    Reasons.PERMISSION_DENIED,
                    "Event triggers in database '" + target.databaseName()
                            + "' would run functions of other roles with the admin's rights: "
                            + String.join(", ", found)
                            + ". Let a superuser ALTER EVENT TRIGGER … DISABLE them, or give the"
                            + " functions to a superuser");
        }
    }
}
