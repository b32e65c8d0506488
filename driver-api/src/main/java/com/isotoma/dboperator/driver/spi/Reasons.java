package com.isotoma.dboperator.driver.spi;

/**
 * The words that conditions give as their reason when a driver's call fails. Stable: people's alerts depend on them. A
 * driver may have words of its own; it explains them in the same way where its users read.
 */
public final class Reasons {
    @Explained(
            meaning = "a field has a value that cannot work",
            remedy = "the message names the field, the value and the remedy")
    public static final String INVALID_SPEC = "InvalidSpec";

    @Explained(
            meaning = "a Secret or key that the spec refers to is missing",
            remedy = "create it; it is found within a minute")
    public static final String SECRET_NOT_FOUND = "SecretNotFound";

    @Explained(
            meaning = "a ConfigMap or key that the spec refers to is missing",
            remedy = "create it; it is found within a minute")
    public static final String CONFIG_MAP_NOT_FOUND = "ConfigMapNotFound";

    @Explained(
            meaning = "a statement of `spec.initSql` fails, or its run was cut off; the message names the statement",
            remedy = "correct the text: it is run again within a minute")
    public static final String INIT_SQL_FAILED = "InitSqlFailed";

    @Explained(
            meaning = "the server refused the admin's name or password",
            remedy = "correct the Secret that `spec.credentials` names")
    public static final String AUTHENTICATION_FAILED = "AuthenticationFailed";

    @Explained(
            meaning = "the admin may not do what is needed",
            remedy = "the message names the right that is missing: grant it")
    public static final String PERMISSION_DENIED = "PermissionDenied";

    @Explained(
            meaning = "the server's password policy does not accept the password that the operator made",
            remedy = "change the policy so that it accepts what the message describes; it is tried again by itself")
    public static final String PASSWORD_REFUSED = "PasswordRefused";

    @Explained(
            meaning = "the admin in `spec.credentials` can do more on the server than the driver needs; a warning",
            remedy = "give the driver an account with the rights that `docs/security.md` lists")
    public static final String ADMIN_IS_SUPERUSER = "AdminIsSuperuser";

    @Explained(
            meaning = "the certificate of the database server is not verified, or it has no TLS; a warning",
            remedy = "set `spec.tls.mode` to `VerifyFull`; the message says what else")
    public static final String TLS_NOT_VERIFIED = "TlsNotVerified";

    @Explained(
            meaning = "the server does not take the login that a rotation made; applications go on with the one of now",
            remedy = "the message says what keeps it out; the rotation is tried again when that has changed")
    public static final String ROTATION_FAILED = "RotationFailed";

    @Explained(meaning = "the kind of server cannot do what was asked for", remedy = "the message names another way")
    public static final String NOT_SUPPORTED = "NotSupported";

    @Explained(
            meaning = "the server cannot be reached, or takes no connections now",
            remedy = "check `spec.connect`, the network and the server; it is tried again by itself")
    public static final String SERVER_UNREACHABLE = "ServerUnreachable";

    @Explained(
            meaning = "a database or user of that name is not this Database's; it is left alone",
            remedy =
                    "choose another `spec.name`, which can be changed until the database is made; what bears no mark can"
                            + " be taken up with `adoption: Always`")
    public static final String NAME_CONFLICT = "NameConflict";

    @Explained(
            meaning = "a Secret with the Database's name was made by somebody else; it is left alone",
            remedy = "rename it, or the Database")
    public static final String SECRET_CONFLICT = "SecretConflict";

    @Explained(
            meaning = "something keeps the database from being dropped or replaced",
            remedy = "the message says what: end it; it is tried again by itself")
    public static final String IN_USE = "InUse";

    @Explained(
            meaning = "the dump tool failed, or its output was not complete; nothing was stored",
            remedy = "the message has the tool's own words")
    public static final String DUMP_FAILED = "DumpFailed";

    @Explained(
            meaning = "the dump could not be read in, or not put in its place; the old data is there",
            remedy = "the message says what")
    public static final String RESTORE_FAILED = "RestoreFailed";

    @Explained(
            meaning = "the data in a backup do not pass a constraint of their own database; nothing was changed",
            remedy =
                    "the message names table and constraint: mend it in the database in use and make another backup, or"
                            + " restore this one by hand without the constraint")
    public static final String CONSTRAINT_VIOLATED = "ConstraintViolated";

    @Explained(
            meaning = "a stored backup is incomplete or was altered; nothing was changed",
            remedy = "restore another one, and look into who can write to the bucket")
    public static final String BACKUP_DAMAGED = "BackupDamaged";

    @Explained(
            meaning = "the Database to restore into holds something, and `overwrite` is `Never`",
            remedy = "restore into a new Database, or create a Restore with `overwrite: AfterBackup`")
    public static final String NOT_EMPTY = "NotEmpty";

    @Explained(
            meaning = "the driver's image lacks a program, or has one too old for the server",
            remedy = "use a newer image in the Driver")
    public static final String TOOL_UNUSABLE = "ToolUnusable";

    @Explained(
            meaning = "the object store refused or did not answer",
            remedy = "check bucket, endpoint and access key; the message says which of them")
    public static final String STORAGE_FAILED = "StorageFailed";

    @Explained(
            meaning =
                    "no StorageLocation of that name is for this namespace, or what is meant is not in the namespace's folder"
                            + " there",
            remedy = "correct the name or the URL, or have whoever keeps the location add the namespace to"
                    + " `spec.allowedNamespaces`")
    public static final String LOCATION_NOT_ALLOWED = "LocationNotAllowed";

    @Explained(
            meaning = "a key to encrypt or to read backups with is missing or malformed",
            remedy = "the message names the Secret, its key and the line; it never shows what stands there")
    public static final String ENCRYPTION_KEY_INVALID = "EncryptionKeyInvalid";

    @Explained(
            meaning = "a key to sign manifests of backups with, or one to trust, is missing or malformed",
            remedy = "the message names the Secret and its key; it never shows what stands there")
    public static final String SIGNING_KEY_INVALID = "SigningKeyInvalid";

    @Explained(
            meaning = "the database is not on the server any more; it is not made again without a person's word",
            remedy = "create a Restore into the Database; or annotate it with `db.isotoma.com/start-empty` and any new"
                    + " value to begin with an empty database")
    public static final String DATABASE_MISSING = "DatabaseMissing";

    @Explained(
            meaning = "a defect of the driver, or an answer that it does not understand",
            remedy = "its log has more (`kubectl logs job/NAME`): please report it")
    public static final String INTERNAL_ERROR = "InternalError";

    private Reasons() {}
}
