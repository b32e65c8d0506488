package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Hashes;

/**
 * An advisory lock of a session on the {@link LockDatabase}: runs of this driver at the same time take turns. It goes with
 * its session, so a killed run leaves none. Waiting ends with the session's lock time-out, which is an error of kind
 * UNAVAILABLE.
 *
 * @param session who holds it
 * @param key what it is for
 */
record ServerLock(Session session, long key) {

    static ServerLock on(Session session, String purpose, String name) {
        return new ServerLock(session, key(purpose, name));
    }

    void lock() throws DriverException {
        run("SELECT pg_advisory_lock(" + key + ")");
    }

    void lockShared() throws DriverException {
        run("SELECT pg_advisory_lock_shared(" + key + ")");
    }

    /** Takes it unless another session has it, shared or not. */
    boolean tryLock() throws DriverException {
        return session.isTrue("take a lock", "SELECT pg_try_advisory_lock(" + key + ")");
    }

    void unlock() throws DriverException {
        run("SELECT pg_advisory_unlock(" + key + ")");
    }

    void unlockShared() throws DriverException {
        run("SELECT pg_advisory_unlock_shared(" + key + ")");
    }

    private void run(String sql) throws DriverException {
        session.run("work on a database while another run does", sql);
    }

    /** A number for a purpose and a name, the same in every process. */
    static long key(String purpose, String name) {
        return Hashes.number("db-operator/" + purpose + "/" + name);
    }
}
