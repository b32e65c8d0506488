package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rights of a further user on what the owner of its database has made, and by default on what that one will make: whoever
 * logs in to the database for its application makes things as the owner.
 *
 * @param inside a session of the admin on that database, who may act for the owner
 * @param owner the role that owns what is in the database
 * @param role the role that has the user's rights
 */
record UserRights(Session inside, String owner, String role) {
    private static final int TABLES_AT_ONCE = 200;

    private static final String SCHEMAS = """
            SELECT format('%I', nspname) FROM pg_namespace WHERE pg_has_role(nspowner, 'USAGE')
            AND (nspname = 'public' OR pg_get_userbyid(nspowner) IN (?, 'pg_database_owner'))
            """;

    /** Those on which the role has other rights than it is to have, in an order that stays. */
    private static final String TABLES = """
            SELECT c.oid, c.oid::regclass::text, c.relkind = 'S' FROM pg_class c, LATERAL (
              SELECT coalesce(string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type), '') AS present
              FROM aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee WHERE r.rolname = ?) x
            WHERE c.oid > ?::oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND pg_get_userbyid(c.relowner) = ?
            AND x.present <> CASE c.relkind WHEN 'S' THEN ? ELSE ? END ORDER BY c.oid
            """ + "LIMIT " + TABLES_AT_ONCE;

    /** What GRANT names a right on tables and on sequences; the order is that of the catalog query. */
    private record Wanted(String tables, String sequences) {
        static Wanted of(Access access) {
            return switch (access) {
                case OWNER -> new Wanted("", "");
                case READ_WRITE -> new Wanted("DELETE, INSERT, SELECT, UPDATE", "SELECT, UPDATE, USAGE");
                case READ_ONLY -> new Wanted("SELECT", "SELECT");
            };
        }
    }

    private record Table(long oid, String name, boolean sequence) {}

    /** Gives the rights of an access, and takes others away. An owner needs none: it acts as the owner. */
    void give(Access access) throws DriverException {
        var wanted = Wanted.of(access);
        var usage = access == Access.OWNER ? "" : "USAGE";
        inside.inTransaction(() -> {
            byDefault("TABLES", wanted.tables());
            byDefault("SEQUENCES", wanted.sequences());
            byDefault("SCHEMAS", usage);
            for (var schema : inside.all(doing(), SCHEMAS, row -> row.getString(1), owner)) {
                change("SCHEMA " + schema, usage);
            }
        });
        long last = 0;
        List<Table> tables;
        do {
            tables = after(last, wanted);
            give(tables, wanted);
            last = tables.isEmpty() ? last : tables.getLast().oid();
        } while (tables.size() == TABLES_AT_ONCE);
    }

    private List<Table> after(long oid, Wanted wanted) throws DriverException {
        return inside.all(
                doing(),
                TABLES,
                row -> new Table(row.getLong(1), row.getString(2), row.getBoolean(3)),
                role,
                oid,
                owner,
                wanted.sequences(),
                wanted.tables());
    }

    private void give(List<Table> tables, Wanted wanted) throws DriverException {
        var plain = new ArrayList<String>();
        var sequences = new ArrayList<String>();
        tables.forEach(table -> (table.sequence() ? sequences : plain).add(table.name()));
        inside.inTransaction(() -> {
            if (!plain.isEmpty()) {
                change("TABLE " + String.join(", ", plain), wanted.tables());
            }
            if (!sequences.isEmpty()) {
                change("SEQUENCE " + String.join(", ", sequences), wanted.sequences());
            }
        });
    }

    private void change(String objects, String privileges) throws DriverException {
        var on = " ON " + objects;
        inside.run(doing(), "REVOKE ALL" + on + Quoting.withNames(" FROM {role}", role));
        if (!privileges.isEmpty()) {
            inside.run(doing(), "GRANT " + privileges + on + Quoting.withNames(" TO {role}", role));
        }
    }

    private void byDefault(String kind, String privileges) throws DriverException {
        var begin = Quoting.withNames("ALTER DEFAULT PRIVILEGES FOR ROLE {owner} ", owner);
        inside.run(doing(), begin + "REVOKE ALL ON " + kind + Quoting.withNames(" FROM {role}", role));
        if (!privileges.isEmpty()) {
            inside.run(doing(), begin + "GRANT " + privileges + " ON " + kind + Quoting.withNames(" TO {role}", role));
        }
    }

    /** Leaves nothing of a role that is to be dropped: what it has made is the owner's. */
    void leave(List<String> roles) throws DriverException {
        inside.inTransaction(() -> {
            for (var leaving : roles) {
                inside.run(doing(), Quoting.withNames("REASSIGN OWNED BY {role} TO {owner}", leaving, owner));
                inside.run(doing(), Quoting.withNames("DROP OWNED BY {role}", leaving));
            }
        });
    }

    private String doing() {
        return "change the rights of role '" + role + "'";
    }
}
