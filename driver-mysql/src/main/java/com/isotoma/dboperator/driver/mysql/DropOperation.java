package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;

/** Drops database, user and mark, the mark last: a run that is cut off leaves what the next one recognises. */
record DropOperation(Session session, Tools tools, DatabaseTarget target) {
    void run() throws DriverException, IOException, InterruptedException {
        var claims = new Claims(session);
        if (!claims.holds(target)) {
            return;
        }
        // The user of the mark is the one that was made with the database, whatever is asked for now.
        var username = claims.ofDatabase(target.databaseName()).orElseThrow().username();
        var account = new Account(session, username);
        if (account.present()) {
            // Dropping a user does not end its sessions.
            eviction().of(username, target.databaseName());
        }
        for (var user : new UserClaims(session).accounts(target)) {
            if (new Account(session, user).present()) {
                // An open transaction of theirs would hold the database up.
                eviction().of(user, target.databaseName());
            }
        }
        letOthersIn();
        new Schema(session, target.databaseName()).drop();
        account.drop();
        dropUsers();
        new SetAside(session, username).drop();
        Reader.drop(session, target.databaseName());
        new HeldEvents(session).forget(target.databaseName());
        endReplacements();
        claims.remove(target);
    }

    /** What they have defined has gone with the database. */
    private void dropUsers() throws DriverException {
        var users = new UserClaims(session);
        for (var username : users.accounts(target)) {
            new Account(session, username).drop();
            new SetAside(session, username).drop();
            users.remove(username);
        }
    }

    private Eviction eviction() throws DriverException {
        return new Eviction(session, Endpoint.of(target.connect()));
    }

    /**
     * The database whose place this one has taken, or was to take, is open to its user again, with the triggers and events
     * that a replacement had taken from it before it was given up.
     */
    private void letOthersIn() throws DriverException, IOException, InterruptedException {
        var replacements = new Replacements(session);
        for (var row : replacements.about(target.databaseName())) {
            if (row.database().equals(target.databaseName())) {
                continue;
            }
            var kept = new PutBack(session);
            if (!row.complete()
                    && row.login().isPresent()
                    && kept.of(row.database()).isPresent()) {
                var password = eviction().of(row.username(), row.database());
                kept.restore(tools, other(row), password);
            }
            replacements.letIn(row.database());
        }
    }

    private DatabaseTarget other(Replacements.Row row) {
        return new DatabaseTarget(
                target.owner(), row.database(), row.username(), target.connect(), target.options(), target.admin());
    }

    /** What was replaced is in a database of its own. */
    private void endReplacements() throws DriverException {
        var replacements = new Replacements(session);
        for (var row : replacements.about(target.databaseName())) {
            new Schema(session, row.old()).drop();
            new PutBack(session).forget(row.database());
            replacements.end(row);
        }
    }
}
