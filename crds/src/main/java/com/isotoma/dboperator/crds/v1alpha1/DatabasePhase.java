package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a Database stands in its life. A Database that no run has picked up yet has no phase. */
public enum DatabasePhase {
    /** A run has begun to make database, user and Secret. */
    @JsonProperty("Creating")
    CREATING,
    /** Database, user and Secret exist and are ready for use. */
    @JsonProperty("Created")
    CREATED,
    /** A backup was asked for and has not begun. */
    @JsonProperty("BackupRequested")
    BACKUP_REQUESTED,
    /** The Backup named in {@code status.activeBackup} is being made. */
    @JsonProperty("BackupInProgress")
    BACKUP_IN_PROGRESS,
    /** That Backup has ended; the Database is about to be Created again. */
    @JsonProperty("BackupCompleted")
    BACKUP_COMPLETED,
    /** The Database will be backed up and then deleted. */
    @JsonProperty("BackupBeforeDeleteRequested")
    BACKUP_BEFORE_DELETE_REQUESTED,
    /** The last Backup is being made. */
    @JsonProperty("BackupBeforeDeleteInProgress")
    BACKUP_BEFORE_DELETE_IN_PROGRESS,
    /** The last Backup is complete and checked. */
    @JsonProperty("BackupBeforeDeleteCompleted")
    BACKUP_BEFORE_DELETE_COMPLETED,
    /** Nothing more stands between the Database and its deletion. */
    @JsonProperty("DeletionRequested")
    DELETION_REQUESTED,
    /** Database and user are being dropped, or let go of when they are to be retained. */
    @JsonProperty("DeletionInProgress")
    DELETION_IN_PROGRESS,
    /** Nothing of it is left to do; the resource is about to go. */
    @JsonProperty("Deleted")
    DELETED;

    /** The phase as resources spell it. */
    @Override
    public String toString() {
        return PhaseNames.spelled(this);
    }
}
