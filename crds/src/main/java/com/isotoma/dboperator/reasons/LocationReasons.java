package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions of a StorageLocation that is usable, shares folders, or whose trial did not come so far. */
public final class LocationReasons {
    @Explained(meaning = "backups can be stored, read and removed (Ready is True)")
    public static final String USABLE = "Usable";

    @Explained(meaning = "an object was stored (Writable is True)")
    public static final String WRITTEN = "Written";

    @Explained(meaning = "the object was read back as it was written (Readable is True)")
    public static final String READ = "Read";

    @Explained(meaning = "the object was removed (Deletable is True)")
    public static final String REMOVED = "Removed";

    @Explained(
            meaning =
                    "the store is reached by http://, so that backups which are not encrypted can be read and changed on the"
                            + " way; a warning",
            remedy = "use an endpoint with https://")
    public static final String STORE_WITHOUT_TLS = "StoreWithoutTls";

    @Explained(meaning = "the store is reached with TLS, and its certificate is verified (StoreWithoutTls is False)")
    public static final String STORE_WITH_TLS = "StoreWithTls";

    @Explained(
            meaning = "nothing could be stored that could be tried (Unknown)",
            remedy = "the condition Writable says why")
    public static final String NOT_TRIED = "NotTried";

    @Explained(
            meaning =
                    "the StorageLocation shares folders of its bucket with an older one: the prefix of one is that of the"
                            + " other, or begins with it. Nothing is stored there and nothing read (Ready is False)",
            remedy = "give one of them a prefix that is not the beginning of the other's, or delete the one that is not"
                    + " needed; the condition names the older one, and the other is used within a minute")
    public static final String LOCATIONS_NESTED = "LocationsNested";

    @Explained(
            meaning =
                    "the backup is in the folder of this namespace, and an earlier namespace of the same name made it:"
                            + " nothing of it is read",
            remedy = "where both belong to the same team, have an administrator who may change the Namespace name the"
                    + " earlier one in its annotation db.isotoma.com/former-uids; the message has the command")
    public static final String NAMESPACE_REPLACED = "NamespaceReplaced";

    private LocationReasons() {}
}
