package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions of a Backup, beside the errors of its driver and {@link EndReasons}. */
public final class BackupReasons {
    @Explained(meaning = "an attempt is beginning", remedy = "wait")
    public static final String STARTING = "Starting";

    @Explained(meaning = "the dump is being written to `status.destination`", remedy = "wait")
    public static final String BACKING_UP = "BackingUp";

    @Explained(meaning = "stored and checked (Complete is True)")
    public static final String BACKUP_SUCCEEDED = "BackupSucceeded";

    @Explained(
            meaning =
                    "a Backup of this name was made before, and its resource has come back without its status: its object"
                            + " was found, times and sizes are those of then, and nothing was dumped now (Complete is True)",
            remedy = "for the data of today create a Backup of another name")
    public static final String ALREADY_STORED = "AlreadyStored";

    @Explained(
            meaning =
                    "the Backup was made before and has come back without its status, and its object is not where it says"
                            + " (Failed is True)",
            remedy =
                    "let `backupTo` name the place again where the object is; or delete the Backup and create one of another"
                            + " name")
    public static final String OBJECT_MISSING = "ObjectMissing";

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
                    "it is being restored beside the database in use (Verified is Unknown); the message says which attempt that"
                            + " is, and what kept the last one from ending",
            remedy = "wait; where the message names a server or a store that is away, mend that")
    public static final String VERIFYING = "Verifying";

    @Explained(
            meaning =
                    "a verification was tried four times and no attempt ended (Verified is Unknown): that says nothing against"
                            + " the backup",
            remedy =
                    "mend what the message names, and ask again with a new value of the annotation `db.isotoma.com/verify`")
    public static final String NOT_VERIFIED = "NotVerified";

    @Explained(
            meaning =
                    "the backup is complete, but a restore leaves out or changes what only a superuser can make or grant, or"
                            + " what `backupOptions` excludes"
                            + " (FullyRestorable is False)",
            remedy =
                    "the message lists it: keep the statements that make it, and let a superuser run them after a restore")
    public static final String RESTORE_WILL_LEAVE_OUT = "RestoreWillLeaveOut";

    @Explained(
            meaning =
                    "a pattern of `excludeTables` or `excludeData` matched no table (ExclusionsMatched is False); the backup"
                            + " is complete and has what the pattern was to leave out, if that has another name",
            remedy = "correct the pattern in `backupOptions`; on PostgreSQL a table outside `public` is `schema.table`")
    public static final String NO_SUCH_TABLE = "NoSuchTable";

    @Explained(
            meaning = "its BackupSchedule need not keep it any longer (Expired is True): it is being removed, and its"
                    + " object may be gone",
            remedy = "nothing; do not restore from it")
    public static final String RETENTION_ENDED = "RetentionEnded";

    @Explained(
            meaning = "it is being deleted with its objects, as `deletionPolicy: Delete` says (Expired is True)",
            remedy = "nothing; do not restore from it")
    public static final String BEING_DELETED = "BeingDeleted";

    @Explained(
            meaning =
                    "it is being deleted with its objects, and a Restore that has not ended reads it (StoredRemoved is False)",
            remedy = "wait until the Restore that the message names has ended, or delete that one")
    public static final String HELD_BY_RESTORE = "HeldByRestore";

    private BackupReasons() {}
}
