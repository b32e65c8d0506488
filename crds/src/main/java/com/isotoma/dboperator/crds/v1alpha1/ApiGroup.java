package com.isotoma.dboperator.crds.v1alpha1;

/** The names that this API group fixes: its own, and the labels, finalizers and Secret keys built on it. */
public final class ApiGroup {
    public static final String NAME = "db.isotoma.com";
    public static final String VERSION = "v1alpha1";

    /** What the resources give as their apiVersion, and references to them. */
    public static final String VERSIONED = NAME + "/" + VERSION;

    /** The category that lists everything of this group: {@code kubectl get db-operator}. */
    public static final String CATEGORY = "db-operator";

    /** What {@code app.kubernetes.io/managed-by} says on everything made by this system. */
    public static final String MANAGED_BY = "db-operator";

    /** On a Database, from before the first thing is made on the server until the last one is gone. */
    public static final String DATABASE_FINALIZER = NAME + "/database";

    /** On a Backup while a run works on it, so that its upload is cleared before the resource goes. */
    public static final String BACKUP_FINALIZER = NAME + "/backup";

    /** On a completed Backup whose stored objects are to go with it, so that a run can remove them before. */
    public static final String STORED_FINALIZER = NAME + "/stored";

    /** On a Restore while a run works on it, so that what it made on the server is cleared before the resource goes. */
    public static final String RESTORE_FINALIZER = NAME + "/restore";

    /** On a DatabaseUser from before its account is made on the server until that is gone. */
    public static final String USER_FINALIZER = NAME + "/user";

    /** Label: the Database that a Job, Secret or Backup belongs to, shortened to a label's length. */
    public static final String DATABASE_LABEL = NAME + "/database";

    /** Label: the Backup that a Job works on, shortened to a label's length. */
    public static final String BACKUP_LABEL = NAME + "/backup";

    /** Label: the Restore that a Job works on, shortened to a label's length. */
    public static final String RESTORE_LABEL = NAME + "/restore";

    /** Label: the operation that a Job carries out. */
    public static final String OPERATION_LABEL = NAME + "/operation";

    /** Label: the namespace of the resource, on a Job that runs in another one. */
    public static final String NAMESPACE_LABEL = NAME + "/namespace";

    /** Label: the BackupSchedule that a Backup, a Job or a CronJob belongs to. A Backup without it is kept for good. */
    public static final String SCHEDULE_LABEL = NAME + "/schedule";

    /** Label on a BackupSchedule that a DatabaseServer asks for: the server's name, shortened to a label's length. */
    public static final String DEFAULT_OF_LABEL = NAME + "/default-of";

    /** On a DatabaseServer, which stays as long as Databases name it. */
    public static final String SERVER_FINALIZER = NAME + "/server";

    /** Annotation on a Backup of a schedule: when it was due, RFC 3339. */
    public static final String SCHEDULED_AT_ANNOTATION = NAME + "/scheduled-at";

    /**
     * Annotation on the Jobs of a schedule's CronJob: how much later they start than the schedule says, as ISO 8601 writes a
     * duration. What is due goes by what the schedule says.
     */
    public static final String LATER_ANNOTATION = NAME + "/later";

    /** What the labels begin with that say for which periods a Backup is kept; {@code daily} and the like follow. */
    public static final String RETENTION_LABEL_PREFIX = "retention." + NAME + "/";

    /**
     * Annotation on a Secret: {@code namespace/name} of the Database it was made for, in full; of a DatabaseUser {@code
     * namespace/database/name}.
     */
    public static final String OWNER_ANNOTATION = NAME + "/owner";

    /** Annotation on a Job: uid of the resource that it was made for. */
    public static final String SUBJECT_UID_ANNOTATION = NAME + "/subject-uid";

    /**
     * Annotation on a Database: any new value asks for one more {@code create} run, which restores what is lost (a
     * Secret, a grant). The value that was served stands in {@code status.refreshed}.
     */
    public static final String REFRESH_ANNOTATION = NAME + "/refresh";

    /**
     * Annotation on a Database: any new value asks for one rotation of the application's password. The value that was served
     * stands in {@code status.rotation.served}.
     */
    public static final String ROTATE_ANNOTATION = NAME + "/rotate";

    /** Annotation on the application's Secret: the rotation that its password is from. */
    public static final String ROTATION_ANNOTATION = NAME + "/rotation";

    /**
     * Annotation on a Database whose database has gone from its server: any new value lets a run make it again, empty. Each
     * value once, see {@link OneTimeWords}.
     */
    public static final String START_EMPTY_ANNOTATION = NAME + "/start-empty";

    /** Annotation on a Database: the identity of another server that takes the place of the recorded one. Once. */
    public static final String ACCEPT_SERVER_ANNOTATION = NAME + "/accept-server";

    /**
     * Annotation on a Database with {@code adoption: Always}: the owner on the server whose database it may take up, {@code
     * CLUSTER/NAMESPACE/NAME}, or {@code CLUSTER} alone for the Database of the same namespace and name. Once.
     */
    public static final String ADOPT_FROM_ANNOTATION = NAME + "/adopt-from";

    /**
     * Annotation on a Backup: any new value asks for one more verification. The value that was served stands in {@code
     * status.verification.request}.
     */
    public static final String VERIFY_ANNOTATION = NAME + "/verify";

    /**
     * Annotation on a Database: names of the Secrets it keeps from going away, separated by commas. Written before they
     * are held, so that none is held for ever.
     */
    public static final String USED_SECRETS_ANNOTATION = NAME + "/used-secrets";

    /**
     * Annotation on a Database: names that {@code spec.secret.name} gave the application's Secret and that have not been removed,
     * separated by commas. Runs may write and remove Secrets of these names.
     */
    public static final String SECRET_NAMES_ANNOTATION = NAME + "/secret-names";

    /**
     * Annotation on a Restore: any new value makes it another one than those of its name that were carried out before, so
     * that it is carried out once more.
     */
    public static final String RUN_AGAIN_ANNOTATION = NAME + "/run-again";

    /** Annotation on a Restore that was carried out, for where it comes back without its status: what it asked for. */
    public static final String CARRIED_OUT_ANNOTATION = NAME + "/carried-out";

    /**
     * Annotation on a Backup that is stored, for where it comes back without its status: its name, a space and the URL of
     * its object.
     */
    public static final String STORED_ANNOTATION = NAME + "/stored";

    /** Annotation on the application's Secret: the Restores that its database was filled from, as JSON. */
    public static final String RESTORED_ANNOTATION = NAME + "/restored";

    /**
     * On a Namespace: the uids of earlier namespaces of its name, separated by commas, whose backups are its own. An
     * administrator writes it after the namespace was made again for the same team.
     */
    public static final String FORMER_UIDS_ANNOTATION = NAME + "/former-uids";

    /** What the finalizer begins with that holds a Secret while a Database uses it; the Database's uid follows. */
    public static final String SECRET_FINALIZER_PREFIX = NAME + "/used-by-";

    /**
     * On the Role and the RoleBinding of a Database's runs as long as these may have work, so that a deletion of the
     * namespace does not take the rights from the run that carries it out.
     */
    public static final String ACCESS_FINALIZER = NAME + "/driver";

    private ApiGroup() {}
}
