package com.isotoma.dboperator.reasons;

/** Reasons of the conditions of a Backup, beside the errors of its driver and {@link EndReasons}. */
public final class BackupReasons {
    @Explained(meaning = "an attempt is beginning", remedy = "wait")
    public static final String STARTING = "Starting";

    @Explained(meaning = "the dump is being written to `status.destination`", remedy = "wait")
    public static final String BACKING_UP = "BackingUp";

    @Explained(meaning = "stored and checked (Complete is True)")
    public static final String BACKUP_SUCCEEDED = "BackupSucceeded";

    @Explained(meaning = "every copy is stored and checked (AllCopies is True)")
    public static final String ALL_STORED = "AllStored";

    @Explained(
            meaning = "the Backup is complete, but not every copy that was asked for is there (AllCopies is False)",
            remedy = "the message says why for each; mend it and make another Backup: a copy is not tried again")
    public static final String COPY_FAILED = "CopyFailed";

    @Explained(meaning = "it was restored beside the database in use, and the rows were counted (Verified is True)")
    public static final String RESTORABLE = "Restorable";

    @Explained(
            meaning =
                    "the backup is complete, but a restore leaves out or changes what only a superuser can make or grant"
                            + " (FullyRestorable is False)",
            remedy =
                    "the message lists it: keep the statements that make it, and let a superuser run them after a restore")
    public static final String RESTORE_WILL_LEAVE_OUT = "RestoreWillLeaveOut";

    @Explained(
            meaning = "its BackupSchedule need not keep it any longer (Expired is True): it is being removed, and its"
                    + " object may be gone",
            remedy = "nothing; do not restore from it")
    public static final String RETENTION_ENDED = "RetentionEnded";

    private BackupReasons() {}
}
