package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.storage.BackupStream;
import java.time.Instant;

/** Where the making of one backup is written down. */
interface BackupRecord {
    String name();

    /** What makes this backup's object unlike every other; the same in every run for it. */
    String uid();

    /** The time in the object's name; the same in every run. */
    Instant createdAt();

    /** Whether a run before this one may have left something in the store. */
    boolean triedBefore();

    void starting(String driver);

    void backingUp(String destination);

    void progress(String text);

    void completed(BackupStream.Result result, String serverVersion, String progress);

    /**
     * Whether somebody does not want this backup any more. Reads anew.
     *
     * @throws LostRaceException when another run has taken it over
     */
    boolean cancelled();

    /**
     * Reads anew and makes sure that this run is still the one that works on the backup.
     *
     * @throws LostRaceException when another run has taken it over
     */
    void confirm();
}
