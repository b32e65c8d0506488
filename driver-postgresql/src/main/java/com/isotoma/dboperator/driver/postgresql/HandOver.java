package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * Gives all that one role owns in a database to another role: what kind of thing it is does not matter, extensions that the
 * role has installed among them. The database itself stays the first role's, so that a drop still finds whose it is.
 *
 * @param inside a session on that database of an admin who may act for both roles
 */
record HandOver(Session inside) {

    /** All or nothing; what was given before is no obstacle. */
    void transfer(String database, String from, String to) throws DriverException {
        var doing = "give what is in database '" + database + "' to role '" + to + "'";
        var databases = new Databases(inside);
        inside.inTransaction(() -> {
            // Who owns the database may own things in its schema public.
            databases.give(database, to);
            // While the servers are the old role's, which alone is shown the options of its mappings.
            new RoleReferences(inside, from, to).move();
            inside.run(doing, Sql.withNames("REASSIGN OWNED BY {from} TO {to}", from, to));
            // What is left are rights of the role on what others own; they would outlive it.
            inside.run(doing, Sql.withNames("DROP OWNED BY {from}", from));
            databases.give(database, from);
        });
    }
}
