package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * The schemas of one database.
 *
 * @param session a session of the admin on that database, who may act for the role
 * @param role the role that owns the database
 */
record Schemas(Session session, String role) {
    /** Makes what is missing; what another role owns is refused, since the application could not use it as its own. */
    void ensure(DatabaseOptions options) throws DriverException {
        for (var schema : options.schemas()) {
            var owner = session.first(
                    "look for schema '" + schema + "'",
                    "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = ?",
                    row -> row.getString(1),
                    schema);
            if (owner.isEmpty()) {
                make(schema);
            } else if (!owner.get().equals(role) && !schema.equals("public")) {
                throw options.settings()
                        .invalid(
                                "schemas",
                                "names '" + schema + "', which belongs to the role '" + owner.get()
                                        + "': have that one hand it over by ALTER SCHEMA … OWNER TO, or remove the name");
            }
        }
    }

    /** As the owner, whose it is then. */
    void make(String schema) throws DriverException {
        session.inTransaction(() -> {
            session.run("become role '" + role + "'", Quoting.withNames("SET LOCAL ROLE {role}", role));
            session.run(
                    "make the schema '" + schema + "'",
                    Quoting.withNames("CREATE SCHEMA IF NOT EXISTS {schema}", schema));
        });
    }
}
