package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rights on what the server and its extensions bring with them, as far as they were changed in one database. They are read
 * from the server's catalogs, which applications cannot write, so that an admin may give them again.
 *
 * @param inside a session of the admin on that database
 */
record ForeignRights(Session inside) {
    /** Insufficient privilege, no such function, table, object or schema: it cannot be given in the other database. */
    private static final Set<String> CANNOT_BE_GIVEN = Set.of("42501", "42883", "42P01", "42704", "3F000");

    /** What an object's rights are, and what they are from the beginning. */
    private static final String OBJECTS = """
            SELECT 'pg_proc'::regclass AS class, oid, CASE prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || proname
                || '(' || array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes) t), ', ') || ')' AS tag,
              'ROUTINE ' || oid::regprocedure::text AS object, proowner AS owner, proacl AS acl, acldefault('f', proowner) AS base
              FROM pg_proc
            UNION ALL SELECT 'pg_class'::regclass, c.oid, CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || relname,
              format('%s %I.%I', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname), relowner, relacl,
              acldefault((CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", relowner)
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
              AND nspname <> 'information_schema'
            UNION ALL SELECT 'pg_type'::regclass, oid, 'TYPE ' || typname, 'TYPE ' || oid::regtype::text, typowner, typacl,
              acldefault('T', typowner) FROM pg_type
            UNION ALL SELECT 'pg_language'::regclass, oid, 'LANGUAGE ' || lanname, format('LANGUAGE %I', lanname), lanowner,
              lanacl, acldefault('l', lanowner) FROM pg_language
            UNION ALL SELECT 'pg_namespace'::regclass, oid, 'SCHEMA ' || nspname, format('SCHEMA %I', nspname), nspowner,
              nspacl, acldefault('n', nspowner) FROM pg_namespace
              WHERE nspname <> 'information_schema'
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, 'FOREIGN DATA WRAPPER ' || fdwname,
              format('FOREIGN DATA WRAPPER %I', fdwname), fdwowner, fdwacl, acldefault('F', fdwowner)
              FROM pg_foreign_data_wrapper
            """;

    private static final String CHANGED =
            "SELECT o.tag, o.object, x.given, x.privilege_type, r.rolname, x.is_grantable FROM (" + OBJECTS + """
            ) o LEFT JOIN pg_init_privs i ON i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = 0
            CROSS JOIN LATERAL (SELECT COALESCE(i.initprivs, o.base) AS base) b
            CROSS JOIN LATERAL (
              (SELECT true AS given, grantee, privilege_type, is_grantable FROM aclexplode(o.acl)
                EXCEPT SELECT true, grantee, privilege_type, is_grantable FROM aclexplode(b.base))
              UNION ALL
              (SELECT false AS given, grantee, privilege_type, false FROM aclexplode(b.base)
                EXCEPT SELECT false, grantee, privilege_type, false FROM aclexplode(o.acl))) x
            LEFT JOIN pg_roles r ON r.oid = x.grantee
            WHERE o.acl IS NOT NULL AND x.grantee <> o.owner AND (x.grantee = 0 OR r.oid IS NOT NULL)
              AND (o.oid < 16384 OR EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e'))
            """;

    /**
     * One right that was given or taken away.
     *
     * @param tag the object as an archive calls it
     * @param object the object in a GRANT
     * @param role whose right; null for everybody
     */
    record Change(
            String tag,
            String object,
            boolean given,
            String privilege,
            @Nullable String role,
            boolean grantable) {
        private String sql(String to) {
            return (given ? "GRANT " : "REVOKE ") + privilege + " ON " + object + (given ? " TO " : " FROM ") + to
                    + (given && grantable ? " WITH GRANT OPTION" : "");
        }
    }

    List<Change> changes() throws DriverException {
        return inside.all(
                "look at the rights on what the server brings",
                CHANGED,
                row -> new Change(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6)));
    }

    /** The objects with changed rights, as an archive calls them. */
    Set<String> tags() throws DriverException {
        var tags = new HashSet<String>();
        changes().forEach(change -> tags.add(change.tag()));
        return tags;
    }

    /**
     * Gives and takes away as far as the admin may. What it may not is found out by looking again.
     *
     * @param role a role of the changes
     * @param standIn who is to have the same rights as that role
     */
    void apply(List<Change> changes, String role, String standIn) throws DriverException {
        for (var change : changes) {
            var grantee = change.role();
            apply(change, grantee == null ? "PUBLIC" : Quoting.identifier(grantee));
            if (role.equals(grantee)) {
                apply(change, Quoting.identifier(standIn));
            }
        }
    }

    private void apply(Change change, String grantee) throws DriverException {
        try {
            inside.runRaw(change.sql(grantee));
        } catch (SQLException e) {
            if (!CANNOT_BE_GIVEN.contains(String.valueOf(e.getSQLState()))) {
                throw inside.error("change rights on " + change.tag(), e);
            }
        }
    }
}
