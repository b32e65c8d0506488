package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.storage.BackupStream;

/** Where the writing of one object is written down. */
public interface ObjectRecord extends Watched {
    /** Whether a run before this one may have left something in the store. */
    boolean triedBefore();

    /** The object is about to be written. */
    void backingUp(String destination);

    /** The object is stored and was checked. */
    void completed(BackupStream.Result result, String serverVersion, String progress);

    /**
     * Reads anew and makes sure that this run is still the one that works on the backup.
     *
     * @throws LostRaceException when another run has taken it over
     */
    void confirm();
}
