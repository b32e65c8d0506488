package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.status.DumpOrigin;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.transfer.Completion;
import com.isotoma.dboperator.driver.transfer.Reached;
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
        steps.reached(BackupCheckpoints.UNRECORDED);
    }

    @Override
    public void backingUp(String destination) {
        steps.note("Backing up to " + destination);
    }

    @Override
    public void progress(Reached reached) {
        steps.note(reached.text());
    }

    @Override
    public void completed(Completion completion) {
        steps.note("Stored and checked: " + completion.reached().text() + ", SHA-256 "
                + completion.result().sha256());
        if (!completion.notes().isEmpty()) {
            steps.note(LeftOut.byRestores(completion.notes()));
        }
        completion.failures().forEach(f -> steps.note("There is no copy " + f));
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
