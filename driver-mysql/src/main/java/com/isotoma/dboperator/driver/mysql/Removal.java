package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;

/** Drops database, user and mark, the mark last: a run that is cut off leaves what the next one recognises. */
record Removal(Session session, Connections connections, Endpoint endpoint, DatabaseTarget target) {
    void run() throws DriverException, InterruptedException {
        var claims = new Claims(session);
        if (!claims.holds(target)) {
            return;
        }
        // The user of the mark is the one that was made with the database, whatever is asked for now.
        var username = claims.ofDatabase(target.databaseName()).orElseThrow().username();
        var account = new Account(session, username);
        if (account.present()) {
            // Dropping a user does not end its sessions.
            new Eviction(session, connections, endpoint).of(username);
        }
        letOthersIn();
        new Schema(session, target.databaseName()).drop();
        account.drop();
        endReplacements();
        claims.remove(target);
    }

    /** The database whose place this one has taken, or was to take, is open to its user again. */
    private void letOthersIn() throws DriverException {
        var replacements = new Replacements(session);
        for (var row : replacements.about(target.databaseName())) {
            if (!row.database().equals(target.databaseName())) {
                replacements.letIn(row.database());
            }
        }
    }

    /** What was replaced is in a database of its own. */
    private void endReplacements() throws DriverException {
        var replacements = new Replacements(session);
        for (var row : replacements.about(target.databaseName())) {
            new Schema(session, row.old()).drop();
            replacements.end(row);
        }
    }
}
