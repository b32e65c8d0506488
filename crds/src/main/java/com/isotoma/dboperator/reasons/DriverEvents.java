package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the Events that the runs of drivers write, beside the reasons of conditions. */
public final class DriverEvents {
    @Explained(meaning = "a Backup is complete: stored and checked")
    public static final String BACKUP_COMPLETED = "BackupCompleted";

    @Explained(
            meaning = "a Backup has failed, and no run will try again",
            remedy = "its condition `Failed` has the reason; mend that, and create another one")
    public static final String BACKUP_FAILED = "BackupFailed";

    @Explained(
            meaning =
                    "the store did not let a run remove what earlier attempts at a Backup have left; the Backup itself is not"
                            + " touched by it",
            remedy =
                    "a bucket that keeps objects for a time is left to do so; else give the access key the right to delete")
    public static final String REMAINS_KEPT = "RemainsKept";

    @Explained(meaning = "a Backup could be restored beside the database in use, and was counted")
    public static final String BACKUP_VERIFIED = "BackupVerified";

    @Explained(meaning = "a Restore is complete")
    public static final String RESTORE_COMPLETED = "RestoreCompleted";

    @Explained(
            meaning = "a Restore has failed; the Database holds what it held before",
            remedy = "its condition `Failed` has the reason; mend that, and create another one")
    public static final String RESTORE_FAILED = "RestoreFailed";

    @Explained(meaning = "a Database that is being deleted has nothing on its server any more; its Secret goes next")
    public static final String DROPPED = "Dropped";

    @Explained(meaning = "a change of the spec, or a refresh that was asked for, is carried out on the server")
    public static final String UPDATED = "Updated";

    @Explained(
            meaning =
                    "the Secret has another password, and perhaps another user name; those of before go on for the overlap",
            remedy = "applications read the Secret again within the time that the message says")
    public static final String ROTATED = "Rotated";

    @Explained(
            meaning =
                    "the Secret has another name; the one of before is kept as it is until the time that the message says",
            remedy = "let applications use the new name until then")
    public static final String SECRET_MOVED = "SecretMoved";

    @Explained(meaning = "a Secret whose name was changed is removed, since its overlap is over")
    public static final String SECRET_REMOVED = "SecretRemoved";

    @Explained(
            meaning =
                    "a Secret whose name was changed stays, since the record by which runs may remove it was taken away",
            remedy = "delete the Secret that the message names")
    public static final String SECRET_LEFT = "SecretLeft";

    @Explained(meaning = "the overlap of a rotation is over: the password of before is not taken any more")
    public static final String ROTATION_ENDED = "RotationEnded";

    @Explained(meaning = "the Database is gone, and everything on the server stays, as `deletionPolicy: Retain` says")
    public static final String RETAINED = "Retained";

    @Explained(
            meaning = "a backup of a schedule was left out, since an earlier one has not ended",
            remedy = "back up less often, or set `concurrencyPolicy`")
    public static final String BACKUP_SKIPPED = "BackupSkipped";

    @Explained(
            meaning = "a schedule has given up an unended Backup for the next, as `concurrencyPolicy: Replace` says",
            remedy = "back up less often, if this comes often")
    public static final String BACKUP_REPLACED = "BackupReplaced";

    @Explained(meaning = "a BackupSchedule's retention has removed Backups with their objects; the message names them")
    public static final String BACKUPS_REMOVED = "BackupsRemoved";

    @Explained(
            meaning =
                    "a Backup stays although the retention does not keep it: the newer ones that stay have less than a"
                            + " tenth of its tables or rows, or are of another database",
            remedy =
                    "look whether data was lost, and restore it from that Backup; if the data went on purpose, delete that"
                            + " Backup and its object")
    public static final String LAST_FULL_BACKUP_KEPT = "LastFullBackupKept";

    @Explained(
            meaning =
                    "that a Restore was carried out could not be written down in the bucket of its Database: only this"
                            + " cluster remembers it",
            remedy =
                    "mend what the message names; before the cluster is built anew, take the Restore out of what is applied")
    public static final String NOT_REMEMBERED = "NotRemembered";

    @Explained(
            meaning = "on a Secret: it was deleted, and Databases hold it; the message says which and what to do",
            remedy = "see `SecretBeingDeleted`")
    public static final String SECRET_HELD = "SecretHeld";

    @Explained(
            meaning = "`spec.initSql` is not run, since the database was not new",
            remedy = "run it by hand if it is wanted, or remove it")
    public static final String INIT_SQL_SKIPPED = "InitSqlSkipped";

    @Explained(meaning = "a Backup was deleted, and its objects were removed, as `deletionPolicy: Delete` says")
    public static final String STORED_REMOVED = "StoredRemoved";

    @Explained(
            meaning =
                    "a Backup with `deletionPolicy: Delete` was deleted and its objects stay; the message names them and says why",
            remedy = "remove the objects by hand if nobody needs them")
    public static final String STORED_KEPT = "StoredKept";

    @Explained(
            meaning =
                    "a Database, its user or its Secret was not as it should be, and was mended; the message says what"
                            + " differed",
            remedy = "find out who changed it: it is mended each time")
    public static final String DRIFT_MENDED = "DriftMended";

    @Explained(
            meaning = "a Database, its user or its Secret is not as it should be, and stays so after it was mended",
            remedy = "the message says what differs: change it on the server, for example in pg_hba.conf")
    public static final String DRIFT_STAYS = "DriftStays";

    private DriverEvents() {}
}
