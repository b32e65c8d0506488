package com.isotoma.dboperator.driver.spi;

/** The words that conditions give as their reason. Stable: people's alerts depend on them. */
public final class Reasons {
    /** A field of the spec has a value that cannot work. */
    public static final String INVALID_SPEC = "InvalidSpec";
    /** A Secret or a key in it that the spec refers to is not there. */
    public static final String SECRET_NOT_FOUND = "SecretNotFound";
    /** The server refused the admin's name or password. */
    public static final String AUTHENTICATION_FAILED = "AuthenticationFailed";
    /** The admin may not do what is needed. */
    public static final String PERMISSION_DENIED = "PermissionDenied";
    /** The server cannot be reached, or does not take connections now. */
    public static final String SERVER_UNREACHABLE = "ServerUnreachable";
    /** A database or user of that name exists and is not this Database's. */
    public static final String NAME_CONFLICT = "NameConflict";
    /** A Secret of that name exists and is not this Database's. */
    public static final String SECRET_CONFLICT = "SecretConflict";
    /** The database, or something that depends on it, is in use and cannot be dropped. */
    public static final String IN_USE = "InUse";
    /** The dump tool failed, or its output is not complete. */
    public static final String DUMP_FAILED = "DumpFailed";
    /** The dump could not be read back into the database. */
    public static final String RESTORE_FAILED = "RestoreFailed";
    /** A stored backup is incomplete, or not what was stored. */
    public static final String BACKUP_DAMAGED = "BackupDamaged";
    /** The database to be restored holds data already, and nobody said that it may be replaced. */
    public static final String NOT_EMPTY = "NotEmpty";
    /** A program that the driver needs is missing from its image or too old for the server. */
    public static final String TOOL_UNUSABLE = "ToolUnusable";
    /** The object store refused or did not answer. */
    public static final String STORAGE_FAILED = "StorageFailed";
    /** There is no StorageLocation of that name that this namespace may use, or none of its folders is meant. */
    public static final String LOCATION_NOT_ALLOWED = "LocationNotAllowed";
    /** A key to encrypt or to read backups with is missing or wrong. */
    public static final String ENCRYPTION_KEY_INVALID = "EncryptionKeyInvalid";
    /** The database does not exist on the server any more. */
    public static final String DATABASE_MISSING = "DatabaseMissing";
    /** A defect of the driver. */
    public static final String INTERNAL_ERROR = "InternalError";

    private Reasons() {}
}
