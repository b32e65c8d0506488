package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.SqlSession;

/**
 * Gives all that one role owns in a database to another role: what kind of thing it is does not matter, extensions that the
 * role has installed among them. The database itself stays the first role's, so that a drop still finds whose it is.
 *
 * @param inside a session on that database of an admin who may act for both roles
 */
record HandOver(Session inside) {

    /** A change of owner locks a table, its indexes and its sequences until the transaction ends. */
    private static final int TABLES_AT_ONCE = 200;

    private static final String SCHEMAS = "SELECT format('ALTER SCHEMA %I OWNER TO ', nspname) FROM pg_namespace n"
            + " WHERE pg_get_userbyid(nspowner) = ? AND NOT EXISTS (SELECT FROM pg_depend d"
            + " WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')";

    // Sequences of columns follow their table, and members of extensions their extension.
    private static final String TABLES = "SELECT format('ALTER %s %s OWNER TO ', CASE relkind"
            + " WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'"
            + " WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, c.oid::regclass) FROM pg_class c"
            + " WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND pg_get_userbyid(relowner) = ?"
            + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid"
            + " AND (d.deptype = 'e' OR relkind = 'S' AND d.refclassid = 'pg_class'::regclass"
            + " AND d.deptype IN ('a', 'i'))) ORDER BY c.oid LIMIT " + TABLES_AT_ONCE;

    /** Tables in several transactions, since there may be more than the server has locks; the rest in one. */
    void transfer(String database, String from, String to) throws DriverException {
        var doing = "give what is in database '" + database + "' to role '" + to + "'";
        give(SCHEMAS, doing, database, from, to);
        while (give(TABLES, doing, database, from, to) == TABLES_AT_ONCE) {
            // The last ones are fewer.
        }
        asOwner(database, from, to, () -> {
            // While the servers are the old role's, which alone is shown the options of its mappings.
            new RoleReferences(inside, from, to).move();
            inside.run(doing, Quoting.withNames("REASSIGN OWNED BY {from} TO {to}", from, to));
            // What is left are rights of the role on what others own; they would outlive it.
            inside.run(doing, Quoting.withNames("DROP OWNED BY {from}", from));
        });
    }

    /** @return how many there were */
    private int give(String objects, String doing, String database, String from, String to) throws DriverException {
        var statements = inside.all(doing, objects, row -> row.getString(1), from);
        if (!statements.isEmpty()) {
            asOwner(database, from, to, () -> {
                for (var statement : statements) {
                    inside.run(doing, statement + Quoting.identifier(to));
                }
            });
        }
        return statements.size();
    }

    /** Who owns the database may own things in its schema public. */
    private void asOwner(String database, String from, String to, SqlSession.Work work) throws DriverException {
        var databases = new Databases(inside);
        inside.inTransaction(() -> {
            databases.give(database, to);
            work.run();
            databases.give(database, from);
        });
    }
}
