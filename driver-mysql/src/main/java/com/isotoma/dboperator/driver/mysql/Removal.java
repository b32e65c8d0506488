package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops database, user and mark, the mark last: a run that is cut off leaves what the next one recognises. */
record Removal(Session session, Connections connections, Endpoint endpoint, DatabaseTarget target) {
    private static final Logger log = LoggerFactory.getLogger(Removal.class);

    /** Many files take a file system long. */
    private static final Duration DROP_LIMIT = Duration.ofMinutes(15);

    void run() throws DriverException, InterruptedException {
        var claims = new Claims(session);
        if (!claims.holds(target)) {
            return;
        }
        // The user of the mark is the one that was made with the database, whatever is asked for now.
        var username = claims.ofDatabase(target.databaseName()).orElseThrow().username();
        var account = new Account(session, username);
        if (account.present()) {
            endSessions(account, username);
        }
        session.executePatiently(
                "drop the database '" + target.databaseName() + "'",
                DROP_LIMIT,
                "DROP DATABASE IF EXISTS " + Quoting.identifier(target.databaseName()));
        account.drop();
        claims.remove(target);
    }

    /**
     * Dropping a user does not end its sessions, and an admin of a managed service may not kill others'. But everybody
     * may kill their own: so the user gets a password that keeps the application out, and ends its own sessions.
     */
    private void endSessions(Account account, String username) throws DriverException, InterruptedException {
        var password = Passwords.random();
        account.setPassword(password);
        try (var own = Session.open(connections, endpoint, new Credentials(username, password), java.util.Set.of())) {
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
            own.execute("end a session", "KILL " + Long.parseLong(id));
        } catch (DriverException e) {
            // It may have ended by itself meanwhile.
            log.debug("Could not end session {}: {}", id, e.getMessage());
        }
    }
}
