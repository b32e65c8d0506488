package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * The server's locks on databases, of one other session.
 *
 * @param session looks at them
 * @param process the server's process of the other session
 */
record DatabaseLocks(Session session, int process) {
    private static final String DOING = "look at the locks on databases";

    /** Whether the other session keeps new sessions on {@code database} waiting: it does until its transaction ends. */
    boolean hasTaken(String database) throws DriverException {
        return session.isTrue(
                DOING,
                "SELECT true FROM pg_locks l JOIN pg_database d ON d.oid = l.objid"
                        + " WHERE l.pid = ? AND l.granted AND l.locktype = 'object'"
                        + " AND l.classid = 'pg_database'::regclass AND l.mode = 'AccessExclusiveLock' AND d.datname = ?",
                process,
                database);
    }

    /** The sessions whose locks the other session waits for, for people; empty where it waits for none. */
    String holders() throws DriverException {
        return session.first(
                        DOING,
                        "SELECT string_agg(format('process %s of role %s', a.pid, coalesce(quote_ident(a.usename), '?')),"
                                + " ', ') FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids(?))",
                        row -> row.getString(1) == null ? "" : row.getString(1),
                        process)
                .orElse("");
    }
}
