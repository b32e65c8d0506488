package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;

/** What is to be done when a Backup has ended, well or not. */
@FunctionalInterface
public interface AfterBackup {
    /**
     * Called when the Database is free again, by a run that still works on it alone. Idempotent: it may be called again
     * for the same Backup, and a run may be cut off in it. What goes wrong in it must not make the backup look failed.
     *
     * @param backup as the run knows it; it may be gone by now
     */
    void ended(DatabaseHandle database, BackupHandle backup) throws InterruptedException;
}
