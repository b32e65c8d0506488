package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * The schema {@code public} of a database, which the server opens to everybody. What everybody has there goes to the owner and
 * to those who were given CONNECT on the database: nobody else can get in, so that nobody loses anything.
 *
 * @param inside a session on that database of an admin who may act for the owner
 */
record PublicSchema(Session inside) {
    private static final String DOING = "close the schema 'public' for others";

    /** As far as the admin may: before PostgreSQL 15 the schema is a superuser's. */
    void isolate(String database, String owner) throws DriverException {
        var rights = inside.all(
                DOING,
                "SELECT a.privilege_type FROM pg_namespace n,"
                        + " aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a"
                        + " WHERE n.nspname = 'public' AND a.grantee = 0 AND pg_has_role(n.nspowner, 'USAGE')",
                row -> row.getString(1));
        if (rights.isEmpty()) {
            return;
        }
        var grantees = inside.all(
                DOING,
                "SELECT r.rolname FROM pg_database d, aclexplode(d.datacl) a JOIN pg_roles r ON r.oid = a.grantee"
                        + " WHERE d.datname = ? AND a.privilege_type = 'CONNECT' UNION SELECT r.rolname FROM pg_roles r, pg_namespace n"
                        + " WHERE r.rolname = ? AND n.nspname = 'public' AND NOT pg_has_role(r.oid, n.nspowner, 'USAGE')",
                row -> row.getString(1),
                database,
                owner);
        inside.inTransaction(() -> {
            for (var grantee : grantees) {
                inside.run(
                        DOING,
                        "GRANT " + String.join(", ", rights)
                                + Quoting.withNames(" ON SCHEMA public TO {role}", grantee));
            }
            inside.run(DOING, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        });
    }
}
