package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * Gives a database and what its owner has in it to the application's role; all or nothing, since the owner of the database
 * tells whether it was done. The data stays as it is. Objects of roles other than the database's owner stay theirs.
 *
 * @param session a session of the admin on that database
 */
record Adoption(Session session) {
    private static final String OWNED = " %s = (SELECT oid FROM pg_roles WHERE rolname = ?)";

    // Objects of the server itself have smaller numbers; members of extensions follow their extension.
    private static final String OWN = OWNED
            + " AND o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.tableoid AND d.objid = o.oid"
            + " AND d.deptype = 'e')";

    private static final String SCHEMAS =
            "SELECT format('ALTER SCHEMA %I OWNER TO ', nspname) FROM pg_namespace o WHERE" + own("nspowner");

    // Sequences of columns follow their table.
    private static final String RELATIONS = "SELECT format('ALTER %s %s OWNER TO ', CASE relkind"
            + " WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'"
            + " WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, o.oid::regclass) FROM pg_class o"
            + " WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND NOT EXISTS (SELECT FROM pg_depend d"
            + " WHERE d.classid = 'pg_class'::regclass AND d.objid = o.oid AND relkind = 'S'"
            + " AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')) AND" + own("relowner");

    private static final String ROUTINES =
            "SELECT format('ALTER ROUTINE %s OWNER TO ', o.oid::regprocedure) FROM pg_proc o WHERE" + own("proowner");

    // Rows of tables, arrays and multiranges follow the type that they belong to.
    private static final String TYPES = "SELECT format('ALTER TYPE %s OWNER TO ', o.oid::regtype) FROM pg_type o"
            + " WHERE typtype <> 'm' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = o.oid)"
            + " AND (typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = typrelid AND c.relkind = 'c'))"
            + " AND" + own("typowner");

    private static final String LARGE_OBJECTS =
            "SELECT format('ALTER LARGE OBJECT %s OWNER TO ', o.oid) FROM pg_largeobject_metadata o WHERE"
                    + OWNED.formatted("lomowner");

    private static String own(String column) {
        return OWN.formatted(column);
    }

    void transfer(DatabaseRow database, String role) throws DriverException {
        session.inTransaction(() -> {
            // First, so that the role may make objects in the schema public, without which it can own none there.
            session.run(
                    "give database '" + database.name() + "' to role '" + role + "'",
                    Quoting.withNames("ALTER DATABASE {name} OWNER TO {role}", database.name(), role));
            for (var objects : new String[] {SCHEMAS, RELATIONS, ROUTINES, TYPES, LARGE_OBJECTS}) {
                var doing = "give what is in database '" + database.name() + "' to role '" + role + "'";
                for (var alter : session.all(doing, objects, row -> row.getString(1), database.owner())) {
                    session.run(doing, alter + Quoting.identifier(role));
                }
            }
        });
    }
}
