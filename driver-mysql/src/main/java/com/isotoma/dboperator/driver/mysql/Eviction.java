package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the sessions of an application's account and keeps it out. An admin of a managed service may not kill others'
 * sessions. But everybody may kill their own: so the account gets a password that keeps the application out, and ends its own
 * sessions.
 */
record Eviction(Session session, Endpoint endpoint) {
    private static final Logger log = LoggerFactory.getLogger(Eviction.class);

    /**
     * Returns the account's new password.
     *
     * @param database on which the account has its rights
     */
    String of(String username, String database) throws DriverException {
        var password = Passwords.random();
        new Account(session, username).lockOut(password, database);
        endSessions(new Credentials(username, password));
        return password;
    }

    /** Ends all sessions of an account, as that account: an admin need not be allowed to see them, or to end them. */
    void endSessions(Credentials account) {
        var username = account.username();
        try (var own = Session.open(endpoint, account, Set.of())) {
            var ids = own.rows(
                    "list sessions",
                    "SELECT id FROM information_schema.processlist WHERE user = ? AND id <> CONNECTION_ID()",
                    1,
                    username);
            for (var id : ids) {
                kill(own, id.get(0));
            }
        } catch (DriverException e) {
            // A lock of theirs would be reported by the statements that follow.
            log.warn("Could not end the sessions of '{}': {}", username, e.getMessage());
        }
    }

    private static void kill(Session own, String id) {
        try {
            own.run("end a session", "KILL " + Long.parseLong(id));
        } catch (DriverException e) {
            // It may have ended by itself meanwhile.
            log.debug("Could not end session {}: {}", id, e.getMessage());
        }
    }
}
