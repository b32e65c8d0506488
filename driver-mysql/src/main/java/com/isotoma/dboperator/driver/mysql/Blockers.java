package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Looks, before an application is disturbed, for what holds locks on tables and would not end with the application's
 * sessions: other accounts' sessions, and prepared XA transactions, which have no session at all. The application's own
 * sessions are no obstacle, since they are ended.
 *
 * @param username the application's account
 */
record Blockers(Session session, Schema schema, String username) {
    private static final int LOOKS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String DOING = "look for locks on tables";

    /** A statement that runs at the moment of one look is no obstacle; what is there at every look is. */
    void refuse() throws DriverException {
        var found = texts(lasting());
        if (!found.isEmpty()) {
            throw DriverException.unavailable(
                    Reasons.IN_USE,
                    "Tables of '" + schema.name() + "' are locked by " + String.join("; ", found)
                            + ". The application was not disturbed; it is tried again when these locks are gone",
                    null);
        }
    }

    /**
     * For the time before data are read in for hours, in which sessions come and go: only a prepared XA transaction, which a
     * person has to end.
     *
     * @throws DriverException of kind USER that names it
     */
    void refusePrepared() throws DriverException {
        var found = texts(lasting().stream().filter(Blocker::prepared).toList());
        if (!found.isEmpty()) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "Tables of '" + schema.name() + "' are locked by " + String.join("; ", found)
                            + ". Nothing was changed: then create the Restore again");
        }
    }

    /**
     * What holds a lock.
     *
     * @param text what it is, on which table, and how it is ended
     * @param prepared whether it is a prepared XA transaction
     */
    private record Blocker(String text, boolean prepared) {}

    private static List<String> texts(List<Blocker> found) {
        return found.stream().map(Blocker::text).toList();
    }

    /** What is found at every look. */
    private List<Blocker> lasting() throws DriverException {
        var found = look();
        for (int i = 1; i < LOOKS && !found.isEmpty(); i++) {
            session.text("wait for locks on tables", "SELECT SLEEP(" + PAUSE.toSeconds() + ")");
            found.retainAll(look());
        }
        return found;
    }

    private List<Blocker> look() throws DriverException {
        return new ArrayList<>(hasLockTable() ? held() : neverFree());
    }

    /** Both servers can keep this table; on MariaDB it is off unless somebody switched it on. */
    private boolean hasLockTable() throws DriverException {
        try {
            return session.exists(
                    DOING,
                    "SELECT 1 FROM performance_schema.setup_instruments WHERE name = 'wait/lock/metadata/sql/mdl'"
                            + " AND enabled = 'YES'");
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.UNAVAILABLE && !e.reason().equals(Reasons.IN_USE)) {
                throw e;
            }
            return false;
        }
    }

    private List<Blocker> held() throws DriverException {
        var rows = session.rows(DOING, """
                SELECT l.object_name, COALESCE(t.processlist_id, ''), COALESCE(t.processlist_user, '')
                FROM performance_schema.metadata_locks l
                  LEFT JOIN performance_schema.threads t ON t.thread_id = l.owner_thread_id
                WHERE l.object_type = 'TABLE' AND l.object_schema = ? AND l.lock_status = 'GRANTED'
                  AND COALESCE(t.processlist_user, '') <> ? AND COALESCE(t.processlist_id, 0) <> CONNECTION_ID()
                ORDER BY 1
                """, 3, schema.name(), username);
        boolean orphans = rows.stream().anyMatch(row -> row.get(1).isEmpty());
        var xids = orphans ? xids() : List.<String>of();
        return rows.stream()
                .filter(row -> row.get(1).isEmpty() || !row.get(2).isEmpty())
                .map(row -> row.get(1).isEmpty()
                        ? new Blocker(preparedOn(row.get(0), xids), true)
                        : new Blocker(
                                "the session " + row.get(1) + " of '" + row.get(2) + "' (table '" + row.get(0)
                                        + "'): end that session",
                                false))
                .distinct()
                .toList();
    }

    private static String preparedOn(String table, List<String> xids) {
        var which = xids.isEmpty()
                ? "XA RECOVER lists it to an account with XA_RECOVER_ADMIN"
                : "prepared on this server: " + String.join(", ", xids);
        return "a prepared XA transaction (table '" + table + "'; " + which + "): end it with XA COMMIT"
                + " or XA ROLLBACK";
    }

    /** Formats and parts of all on the server; none where this account may not ask. */
    private List<String> xids() throws DriverException {
        try {
            return session.rows(DOING, "XA RECOVER", 4).stream()
                    .map(row -> xid(row.get(0), row.get(1), row.get(3)))
                    .toList();
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.UNAVAILABLE) {
                throw e;
            }
            return List.of();
        }
    }

    private static String xid(String format, String length, String data) {
        int cut = Math.min(Integer.parseInt(length), data.length());
        return "'" + data.substring(0, cut) + "','" + data.substring(cut) + "'," + format;
    }

    /**
     * Without that table nobody says which tables are locked. But a table that a prepared transaction locks is never free,
     * and asking for a lock without waiting disturbs nobody.
     */
    private List<Blocker> neverFree() throws DriverException {
        if (session.version().flavour() != Flavour.MARIADB) {
            return List.of();
        }
        var xids = xids();
        if (xids.isEmpty()) {
            return List.of();
        }
        var locked = new TreeSet<String>();
        // Without autocommit the storage engine's locks count too, and a prepared transaction has no others.
        session.run(DOING, "SET SESSION lock_wait_timeout = 0, innodb_lock_wait_timeout = 0, autocommit = 0");
        for (var table : schema.tables()) {
            if (!free(table)) {
                locked.add(table);
            }
        }
        session.run(
                DOING,
                "SET SESSION lock_wait_timeout = " + Session.LOCK_WAIT
                        + ", innodb_lock_wait_timeout = DEFAULT, autocommit = 1");
        return locked.stream()
                .map(table -> new Blocker(
                        "a transaction (table '" + table + "'). Prepared XA transactions are " + String.join(", ", xids)
                                + ": end them with XA COMMIT or XA ROLLBACK",
                        true))
                .toList();
    }

    private boolean free(String table) throws DriverException {
        try {
            session.run(DOING, "LOCK TABLES " + schema.qualified(table) + " WRITE");
            session.run(DOING, "COMMIT");
            session.run(DOING, "UNLOCK TABLES");
            return true;
        } catch (DriverException e) {
            // Other answers are about the table, such as a trigger that does not work, and not about locks.
            return !e.reason().equals(Reasons.IN_USE);
        }
    }
}
