package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.Hashes;

/** A lock on the server by which two runs for one database follow each other. Ends with the session at the latest. */
final class ServerLock {
    private static final int WAIT_SECONDS = 30;
    private static final String TABLE = Quoting.identifier(Claims.SCHEMA) + ".`lock_names`";

    private ServerLock() {}

    /**
     * Takes the lock of a database for the rest of the session.
     *
     * @throws DriverException of kind UNAVAILABLE when another run keeps it
     */
    static void take(Session session, String database) throws DriverException {
        var taken = session.text(
                "lock the name '" + database + "'",
                "SELECT GET_LOCK(?, " + WAIT_SECONDS + ")",
                nameFor(session, database));
        if (!taken.orElse("").equals("1")) {
            throw DriverException.unavailable(
                    Reasons.IN_USE,
                    "Another run works on the database '" + database + "'; waited " + WAIT_SECONDS + " s",
                    null);
        }
    }

    /** Lock names have at most 64 characters. Every account may take any lock, so this name cannot be foreseen. */
    private static String nameFor(Session session, String database) throws DriverException {
        return "db-operator:" + Hashes.hex(secret(session), database, 20);
    }

    /** A word that only the admin can read, made when it is first needed. */
    private static String secret(Session session) throws DriverException {
        var doing = "read the secret that lock names are made with";
        var query = "SELECT `word` FROM " + TABLE + " WHERE `id` = 1";
        if (!session.hasTable(doing, TABLE)) {
            session.run(
                    doing,
                    "CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(Claims.SCHEMA) + " CHARACTER SET utf8mb4");
            session.run(doing, """
                    CREATE TABLE IF NOT EXISTS %s (
                      `id` INT NOT NULL,
                      `word` VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                      PRIMARY KEY (`id`)
                    ) ENGINE=InnoDB COMMENT='what names of locks are made with: do not edit'
                    """.formatted(TABLE));
        }
        var word = session.text(doing, query);
        if (word.isPresent()) {
            return word.get();
        }
        session.run(
                doing,
                "INSERT INTO " + TABLE + " (`id`, `word`) VALUES (1, ?) ON DUPLICATE KEY UPDATE `id` = `id`",
                Passwords.random());
        return session.text(doing, query)
                .orElseThrow(() -> DriverException.internal(
                        Reasons.INTERNAL_ERROR, "The table " + TABLE + " does not keep what is written into it", null));
    }
}
