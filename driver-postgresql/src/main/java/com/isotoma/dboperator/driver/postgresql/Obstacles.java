package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What keeps a database from giving up its name and being dropped later, or would be lost with it. All of it is looked for
 * while applications go on working.
 *
 * @param session a session of the admin on another database, who may act for the owner
 */
record Obstacles(Session session) {
    /** Prepared transactions and sessions of others may end by themselves. */
    private static final int PATIENCE_ROUNDS = 20;

    private static final int ROUND_MILLISECONDS = 500;

    private static final String PREPARED = "SELECT format('the prepared transaction %L of role %I, prepared at %s"
            + " (COMMIT PREPARED or ROLLBACK PREPARED ends it)', gid, owner, prepared::timestamptz(0))"
            + " FROM pg_prepared_xacts WHERE database = ? ORDER BY prepared";

    private static final String SLOTS = "SELECT format('the logical replication slot %I%s, whose position means nothing"
            + " to other data (stop its consumer, pg_drop_replication_slot, and make it again afterwards)',"
            + " slot_name, ', used by process ' || active_pid) FROM pg_replication_slots"
            + " WHERE database = ? AND NOT temporary ORDER BY slot_name";

    private static final String SUBSCRIPTIONS =
            "SELECT format('the subscription %I, which would go on with the old data"
                    + " (DROP SUBSCRIPTION, and make it again afterwards)', s.subname)"
                    + " FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = ? ORDER BY 1";

    private static final String LABELS = "SELECT format('a security label of provider %I, which would be lost (SECURITY"
            + " LABEL FOR … ON DATABASE … IS NULL, and set it again afterwards)', l.provider) FROM pg_shseclabel l"
            + " JOIN pg_database d ON d.oid = l.objoid AND l.classoid = 'pg_database'::regclass WHERE d.datname = ?"
            + " ORDER BY 1";

    private static final String SESSIONS = "SELECT format('process %s of role %I, whose session the admin may not end"
            + " (pg_terminate_backend, or a grant of that role or of pg_signal_backend to the admin)', a.pid, r.rolname)"
            + " FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid"
            + " WHERE a.datname = ? AND NOT " + Databases.MAY_END + " ORDER BY a.pid";

    /**
     * Waits a while for what may pass by itself.
     *
     * @throws DriverException of kind USER that names everything that was found
     */
    void requireNone(String database) throws DriverException, InterruptedException {
        refuse(database, lasting(database));
        var passing = passing(database);
        for (int round = 0; !passing.isEmpty() && round < PATIENCE_ROUNDS; round++) {
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLISECONDS);
            passing = passing(database);
        }
        refuse(database, passing);
    }

    /**
     * The same for the time before data are read in for hours, in which sessions come and go: what does not pass by itself,
     * and transactions that were prepared and are still there after a while.
     */
    void requireNoneBeforehand(String database) throws DriverException, InterruptedException {
        refuse(database, lasting(database));
        var prepared = found(database, PREPARED);
        for (int round = 0; !prepared.isEmpty() && round < PATIENCE_ROUNDS; round++) {
            TimeUnit.MILLISECONDS.sleep(ROUND_MILLISECONDS);
            prepared.retainAll(found(database, PREPARED));
        }
        refuse(database, prepared);
    }

    private List<String> lasting(String database) throws DriverException {
        return found(database, SLOTS, SUBSCRIPTIONS, LABELS);
    }

    private List<String> passing(String database) throws DriverException {
        return found(database, PREPARED, SESSIONS);
    }

    private List<String> found(String database, String... queries) throws DriverException {
        var found = new ArrayList<String>();
        for (var query : queries) {
            found.addAll(session.all(
                    "look what is in the way of replacing database '" + database + "'",
                    query,
                    row -> PlainText.of(row.getString(1)),
                    database));
        }
        return found;
    }

    private static void refuse(String database, List<String> found) throws DriverException {
        if (!found.isEmpty()) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "The database '" + database + "' cannot be replaced, and nothing has been changed: it has "
                            + String.join("; ", found));
        }
    }
}
