package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import java.time.Instant;
import java.util.List;

/** Where the making of one backup of a Database is written down. */
interface BackupRecord extends ObjectRecord {
    /** What makes this backup's object unlike every other; the same in every run for it. */
    String uid();

    /** The time in the object's name; the same in every run. */
    Instant createdAt();

    void starting(String driver);

    /** Where copies of it go; empty when that is for its Database to say. */
    default List<BackupTarget> places() {
        return List.of();
    }
}
