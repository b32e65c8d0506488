package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stored backup.
 *
 * @param url of its object
 * @param backup the Backup that it is of, as far as it is one's that still exists
 */
public record Source(String url, @Nullable BackupHandle backup) {
    @Nullable
    public String backupName() {
        return backup == null ? null : backup.name();
    }
}
