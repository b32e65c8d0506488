package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What names a role in a database without belonging to it: default rights, row security policies and user mappings. A change
 * of owners leaves them with the old role, and they would go with it.
 *
 * @param inside a session of the admin on that database who may act for both roles; it is in a transaction
 * @param from who is named
 * @param to who is to be named
 */
record RoleReferences(Session inside, String from, String to) {
    private static final String DEFAULTS = """
            SELECT n.nspname, CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES'
                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END,
              a.privilege_type, r.rolname, a.is_grantable, a.grantee = 0
            FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
              LEFT JOIN LATERAL aclexplode(d.defaclacl) a ON true LEFT JOIN pg_roles r ON r.oid = a.grantee
            WHERE pg_get_userbyid(d.defaclrole) = ? ORDER BY 1 NULLS FIRST, 2
            """;

    private static final String POLICIES = """
            SELECT format('ALTER POLICY %I ON %s TO ', polname, polrelid::regclass), array_to_string(ARRAY(
                SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(CASE pg_get_userbyid(r) WHEN ? THEN ? ELSE pg_get_userbyid(r)
                  END) END FROM unnest(polroles) r), ', ')
            FROM pg_policy WHERE EXISTS (SELECT FROM unnest(polroles) r WHERE r <> 0 AND pg_get_userbyid(r) = ?)
            """;

    private static final String MAPPINGS = """
            SELECT srvname, array_to_string(ARRAY(SELECT format('%I %L', option_name, option_value)
                FROM pg_options_to_table(umoptions)), ', ')
            FROM pg_user_mappings WHERE usename = ?
            """;

    /** @param role null for everybody where {@code everybody}, and where nobody has anything */
    private record Default(
            @Nullable String schema,
            String kind,
            @Nullable String privilege,
            @Nullable String role,
            boolean grantable,
            boolean everybody) {}

    void move() throws DriverException {
        defaults();
        policies();
        mappings();
    }

    private void defaults() throws DriverException {
        var all = inside.all(
                "look at default rights",
                DEFAULTS,
                row -> new Default(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6)),
                from);
        for (var kind : all.stream()
                .filter(d -> d.schema() == null)
                .map(Default::kind)
                .distinct()
                .toList()) {
            // They begin with the server's own defaults, which may have been more.
            change("REVOKE ALL ON " + kind + " FROM PUBLIC, " + Quoting.identifier(to), null);
        }
        for (var right : all) {
            var role =
                    right.everybody() ? "PUBLIC" : right.role() == null ? null : Quoting.identifier(here(right.role()));
            if (role != null && right.privilege() != null) {
                change(
                        "GRANT " + right.privilege() + " ON " + right.kind() + " TO " + role
                                + (right.grantable() ? " WITH GRANT OPTION" : ""),
                        right.schema());
            }
        }
    }

    private void change(String what, @Nullable String schema) throws DriverException {
        inside.run(
                "carry default rights over to role '" + to + "'",
                Quoting.withNames("ALTER DEFAULT PRIVILEGES FOR ROLE {role}", to)
                        + (schema == null ? " " : Quoting.withNames(" IN SCHEMA {schema} ", schema))
                        + what);
    }

    private String here(String role) {
        return role.equals(from) ? to : role;
    }

    private void policies() throws DriverException {
        List<String> statements =
                inside.all("look for policies", POLICIES, row -> row.getString(1) + row.getString(2), from, to, from);
        for (var statement : statements) {
            inside.run("carry a policy over to role '" + to + "'", statement);
        }
    }

    /** Options, a password among them, are shown to the mapped role alone, so that it makes the new one. */
    private void mappings() throws DriverException {
        inside.run("become role '" + from + "'", Quoting.withNames("SET LOCAL ROLE {role}", from));
        var mappings = inside.all(
                "look for user mappings", MAPPINGS, row -> new String[] {row.getString(1), row.getString(2)}, from);
        inside.run("be the admin again", "RESET ROLE");
        for (var mapping : mappings) {
            var options = mapping[1] == null || mapping[1].isEmpty() ? "" : " OPTIONS (" + mapping[1] + ")";
            inside.run(
                    "carry a user mapping over to role '" + to + "'",
                    Quoting.withNames("CREATE USER MAPPING IF NOT EXISTS FOR {role} SERVER {server}", to, mapping[0])
                            + options);
        }
    }
}
