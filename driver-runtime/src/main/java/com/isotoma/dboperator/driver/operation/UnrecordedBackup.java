package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.DumpOrigin;
import com.isotoma.dboperator.driver.cluster.LeftOut;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import java.time.Instant;

/**
 * The last backup of a Database whose namespace is on its way out and takes no Backup resource. Its object is named after
 * the Database; where it is stands in the Database's status and in the log.
 *
 * @param deletedAt when the deletion was asked for
 */
record UnrecordedBackup(DatabaseHandle database, Instant deletedAt, Steps steps) implements BackupRecord {
    @Override
    public String name() {
        return FinalBackups.nameFor(database);
    }

    @Override
    public String uid() {
        return database.uid();
    }

    @Override
    public Instant createdAt() {
        return deletedAt;
    }

    @Override
    public boolean triedBefore() {
        return true;
    }

    @Override
    public boolean releasedLater() {
        return false;
    }

    @Override
    public void starting(DumpOrigin origin) {
        steps.reached("No Backup resource can be made in a namespace that is being deleted; backing up without one");
    }

    @Override
    public void backingUp(String destination) {
        steps.reached("Backing up to " + destination);
    }

    @Override
    public void progress(Reached reached) {
        steps.reached(reached.text());
    }

    @Override
    public void completed(Completion completion) {
        steps.reached("Stored and checked: " + completion.reached().text() + ", SHA-256 "
                + completion.result().sha256());
        if (!completion.notes().isEmpty()) {
            steps.reached(LeftOut.byRestores(completion.notes()));
        }
        completion.failures().forEach(f -> steps.reached("There is no copy " + f));
    }

    @Override
    public boolean cancelled() {
        confirm();
        return false;
    }

    @Override
    public void confirm() {
        if (!database.refresh()) {
            throw new LostRaceException("Database " + database.name() + " is gone");
        }
    }
}
