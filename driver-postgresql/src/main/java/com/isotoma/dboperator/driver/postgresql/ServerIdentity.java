package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import org.jspecify.annotations.Nullable;

/**
 * What tells one server from another: the number that initdb gives a cluster of databases. Physical copies have the same,
 * so a failover does not change it; pg_upgrade does. Every role may ask for it, unless the server's owner has taken that
 * right away.
 *
 * @param session a session of the admin on any database
 */
record ServerIdentity(Session session) {
    private static final String MAY_ASK = "SELECT coalesce("
            + "has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()')::oid, 'EXECUTE'), false)";
    private static final String ASK = "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

    /** Null where the admin may not ask. */
    @Nullable
    String find() throws DriverException {
        var doing = "ask which server this is";
        return session.isTrue(doing, MAY_ASK)
                ? session.first(doing, ASK, row -> row.getString(1)).orElse(null)
                : null;
    }
}
