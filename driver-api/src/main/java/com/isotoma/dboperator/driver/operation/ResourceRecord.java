package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.storage.BackupStream;
import java.time.Instant;

/** A backup written down in its Backup resource. */
record ResourceRecord(BackupHandle backup) implements BackupRecord {
    @Override
    public String name() {
        return backup.name();
    }

    @Override
    public String uid() {
        return backup.uid();
    }

    @Override
    public Instant createdAt() {
        return backup.createdAt();
    }

    @Override
    public boolean triedBefore() {
        return backup.attempts() > 1;
    }

    @Override
    public void starting(String driver) {
        backup.hold();
        backup.update(s -> s.starting(driver));
    }

    @Override
    public void backingUp(String destination) {
        backup.update(s -> s.backingUp(destination));
    }

    @Override
    public void progress(String text) {
        backup.update(s -> s.progress(text));
    }

    @Override
    public void completed(BackupStream.Result result, String serverVersion, String progress) {
        backup.update(s -> s.completed(result.object().size(), result.sha256(), serverVersion, progress));
    }

    @Override
    public boolean cancelled() {
        return !backup.refresh() || backup.deletionRequested();
    }

    @Override
    public void confirm() {
        // One that is gone is nobody's: what it left may be removed.
        boolean unused = backup.refresh();
    }
}
