package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a backup. */
public final class BackupCheckpoints {
    public static final Checkpoint REQUESTED = Checkpoint.of("backup.requested", "The Database is BackupRequested");
    public static final Checkpoint IN_PROGRESS =
            Checkpoint.of("backup.in-progress", "The Database is BackupInProgress");
    public static final Checkpoint FAILED = Checkpoint.of("backup.failed", "The Backup is Failed");
    public static final Checkpoint ENDED = Checkpoint.of("backup.ended", "The Database is BackupCompleted");
    public static final Checkpoint CREATED_AGAIN =
            Checkpoint.of("backup.created-again", "The Database is Created again");
    public static final Checkpoint STARTING = Checkpoint.of("backup.starting", "The Backup is Starting");
    public static final Checkpoint FOUND_STORED =
            Checkpoint.of("backup.found-stored", "The Backup is Completed by an object from before");
    public static final Checkpoint NOTHING_STORED =
            Checkpoint.of("backup.nothing-stored", "Nothing is stored under its name");
    public static final Checkpoint REMAINS_CLEARED =
            Checkpoint.of("backup.remains-cleared", "What attempts have left is removed");
    public static final Checkpoint UNRECORDED = Checkpoint.of(
            "backup.unrecorded",
            "No Backup resource can be made in a namespace that is being deleted; backing up without one");

    public static final Checkpoint REMOVAL_MARKED =
            Checkpoint.of("backup.removal-marked", "The Backup says that its objects are being removed");
    public static final Checkpoint STORED_REMOVED =
            Checkpoint.of("backup.stored-removed", "What was stored for the Backup is removed");
    public static final Checkpoint STORED_KEPT =
            Checkpoint.of("backup.stored-kept", "What was stored for the Backup stays");

    private BackupCheckpoints() {}
}
