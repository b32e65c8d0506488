package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A lock on the server by which two runs for one database follow each other. Ends with the session at the latest. */
final class ServerLock {
    private static final int WAIT_SECONDS = 30;

    private ServerLock() {}

    /**
     * Takes the lock of a database for the rest of the session.
     *
     * @throws DriverException of kind UNAVAILABLE when another run keeps it
     */
    static void take(Session session, String database) throws DriverException {
        var taken = session.text(
                "lock the name '" + database + "'", "SELECT GET_LOCK(?, " + WAIT_SECONDS + ")", nameFor(database));
        if (!taken.orElse("").equals("1")) {
            throw DriverException.unavailable(
                    Reasons.IN_USE,
                    "Another run works on the database '" + database + "'; waited " + WAIT_SECONDS + " s",
                    null);
        }
    }

    /** Lock names have at most 64 characters. */
    private static String nameFor(String database) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(database.getBytes(StandardCharsets.UTF_8));
            return "db-operator:" + HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
