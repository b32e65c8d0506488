package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the condition Ready of a Database, beside the errors of its driver. */
public final class DatabaseReasons {
    @Explained(
            meaning = "no run has picked the resource up (the status is Unknown); every kind begins with it",
            remedy = "look at its Events: is there a Driver of that name, and an operator?")
    public static final String PENDING = "Pending";

    @Explained(meaning = "database, user and Secret are being made", remedy = "wait")
    public static final String CREATING = "Creating";

    @Explained(meaning = "ready for use (the status is True)")
    public static final String CREATED = "Created";

    @Explained(
            meaning = "the deletion is on its way: a last backup first, if the policy says so",
            remedy = "wait; where it does not go on, the message says what holds it")
    public static final String DELETING = "Deleting";

    @Explained(
            meaning = "a restore's data is taking the place of the old; applications are cut off for a moment",
            remedy = "wait, or mend what the message names")
    public static final String RESTORING = "Restoring";

    @Explained(
            meaning =
                    "the last backup before the deletion has failed for good, after the policy was changed and changed"
                            + " back",
            remedy = "delete that Backup, and it is tried again; or set `deletionPolicy` to `Delete` or `Retain`")
    public static final String LAST_BACKUP_FAILED = "LastBackupFailed";

    @Explained(
            meaning = "the last backup before the deletion was deleted while it was being made",
            remedy = "wait: it is tried again; to do without it set `deletionPolicy` to `Delete` or `Retain`")
    public static final String LAST_BACKUP_CANCELLED = "LastBackupCancelled";

    @Explained(
            meaning =
                    "`spec.connect` leads to another server than the one that the database was made on; nothing was changed",
            remedy = "point `spec.connect` back; or annotate the Database with `db.isotoma.com/accept-server` and the"
                    + " server's identity, which the message has")
    public static final String SERVER_CHANGED = "ServerChanged";

    @Explained(
            meaning =
                    "the server was upgraded in place and has got another identity; the database is there with its mark",
            remedy = "nothing needs to be done")
    public static final String SERVER_UPGRADED = "ServerUpgraded";

    @Explained(
            meaning = "the database on the server is not this Database's any more; it is left alone",
            remedy = "the message says whose it is: return it, or delete this Database with `deletionPolicy: Retain`")
    public static final String DATABASE_TAKEN = "DatabaseTaken";

    @Explained(
            meaning = "the image of the Driver has no driver of that name",
            remedy = "correct `spec.image` of the Driver; the message lists those that the image has")
    public static final String UNKNOWN_DRIVER = "UnknownDriver";

    @Explained(
            meaning = "a Lease with the name of the Database's own was made by somebody else",
            remedy = "the message names it: delete it")
    public static final String LEASE_CONFLICT = "LeaseConflict";

    @Explained(
            meaning = "the namespace `kube-system`, whose uid is the cluster's name on servers, was not found",
            remedy = "the cluster is broken, or is none: look at its API server")
    public static final String CLUSTER_ID_UNKNOWN = "ClusterIdUnknown";

    @Explained(
            meaning =
                    "a Secret that the spec refers to was deleted (SecretsKept is False); the Databases that use it keep it"
                            + " until they are deleted or name another one",
            remedy =
                    "edit a Secret in place instead of deleting it. Now: create one of another name with its values and name"
                            + " that in the spec, after which the old name can be used again; or remove the Secret's finalizers and"
                            + " create it again at once")
    public static final String SECRET_BEING_DELETED = "SecretBeingDeleted";

    @Explained(meaning = "no Secret that the spec refers to is being deleted any more (SecretsKept is True)")
    public static final String SECRETS_THERE = "SecretsThere";

    @Explained(meaning = "an object was stored where backups go, and read (BackupsPossible is True)")
    public static final String BACKUPS_POSSIBLE = "BackupsPossible";

    private DatabaseReasons() {}
}
