package com.isotoma.dboperator.driver.operation;

import java.time.Instant;

/** Where the making of one backup of a Database is written down. */
interface BackupRecord extends ObjectRecord {
    /** What makes this backup's object unlike every other; the same in every run for it. */
    String uid();

    /** The time in the object's name; the same in every run. */
    Instant createdAt();

    void starting(String driver);
}
