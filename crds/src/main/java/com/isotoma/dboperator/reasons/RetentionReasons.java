package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the condition Pruned of a BackupSchedule, beside the errors of drivers and stores. */
public final class RetentionReasons {
    @Explained(meaning = "retention was applied (Pruned is True); the message says what went and what was left alone")
    public static final String APPLIED = "Applied";

    @Explained(
            meaning = "`retention.dryRun` is true: nothing goes, and `status.retention.wouldRemove` says what would",
            remedy = "take the line out when the list is what you want")
    public static final String DRY_RUN = "DryRun";

    @Explained(meaning = "there is no `retention`: all backups are kept")
    public static final String KEEPS_ALL = "KeepsAll";

    private RetentionReasons() {}
}
