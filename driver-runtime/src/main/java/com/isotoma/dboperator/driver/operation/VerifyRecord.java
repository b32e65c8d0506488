package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A verification, which is wanted as long as the Backup and its Database are. */
record VerifyRecord(DatabaseHandle database, BackupHandle backup) implements Watched {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    @Override
    public String name() {
        return "the verification of Backup " + backup.name();
    }

    /** How fast a Backup was made stands in its status; how far its verification is, only in the log. */
    @Override
    public void progress(Reached reached) {
        LOG.info("{}", reached.text());
    }

    @Override
    public boolean cancelled() {
        return !backup.refresh() || backup.deletionRequested() || !database.refresh() || database.deletionRequested();
    }
}
