package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.crds.v1alpha1.BackupOptions;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.driver.cluster.status.DumpOrigin;
import com.isotoma.dboperator.driver.transfer.ObjectRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the making of one backup of a Database is written down. */
interface BackupRecord extends ObjectRecord {
    /** What makes this backup's object unlike every other; the same in every run for it. */
    String uid();

    /** The time in the object's name; the same in every run. */
    Instant createdAt();

    /** An attempt begins to dump this. */
    void starting(DumpOrigin origin);

    /** Whether it may have been stored before, by a resource of the same name that this one is a copy of. */
    default boolean mayBeStored() {
        return false;
    }

    /** URL of the object that it says itself it was stored as; null where it says none. */
    default @Nullable String storedAs() {
        return null;
    }

    /** It was stored before, and is complete. */
    default void foundStored(EarlierBackup earlier) {
        throw new IllegalStateException(name() + " was not looked for");
    }

    /** How it is made, where the Database says this. */
    default BackupOptions options(BackupOptions ofDatabase) {
        return ofDatabase;
    }

    /** Whether it has to have everything, whatever the options say: the only one of data that are about to go. */
    default boolean whole() {
        return true;
    }

    /** Whether a run lets go of it when it has ended, and then removes what earlier attempts have left. */
    default boolean releasedLater() {
        return true;
    }

    /** Where copies of it go; empty when that is for its Database to say. */
    default List<BackupTarget> places() {
        return List.of();
    }
}
