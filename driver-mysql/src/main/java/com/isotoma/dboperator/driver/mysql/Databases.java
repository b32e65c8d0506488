package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/** Questions about databases. */
final class Databases {
    private Databases() {}

    static boolean exists(Session session, String name) throws DriverException {
        return session.exists(
                "look for the database '" + name + "'",
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
                name);
    }

    /** Throws unless the database is there and its owner's. */
    static void requireOwned(Session session, DatabaseTarget target) throws DriverException {
        var name = target.databaseName();
        if (!exists(session, name)) {
            throw DriverException.user(
                    Reasons.DATABASE_MISSING, "The database '" + name + "' does not exist on the server any more");
        }
        if (!new Claims(session).holds(target)) {
            throw Claims.conflict("The database '" + name + "' on the server does not belong to this Database");
        }
    }

    /**
     * Whether it has tables whose engine knows no transactions (MyISAM, Aria, MEMORY…). Only a lock gives a consistent
     * picture of these.
     */
    static boolean hasTablesWithoutTransactions(Session session, String name) throws DriverException {
        return session.exists("look for tables without transactions", """
                SELECT 1 FROM information_schema.tables t LEFT JOIN information_schema.engines e ON e.engine = t.engine
                WHERE t.table_schema = ? AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                AND COALESCE(e.transactions, 'NO') <> 'YES' LIMIT 1
                """, name);
    }
}
