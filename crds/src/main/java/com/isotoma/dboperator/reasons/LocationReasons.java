package com.isotoma.dboperator.reasons;

/** Reasons of the conditions of a StorageLocation that is usable, or whose trial did not come so far. */
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
            meaning = "nothing could be stored that could be tried (Unknown)",
            remedy = "the condition Writable says why")
    public static final String NOT_TRIED = "NotTried";

    private LocationReasons() {}
}
