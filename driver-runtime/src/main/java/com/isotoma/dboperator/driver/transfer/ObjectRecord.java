package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.cluster.LostRaceException;

/** Where the writing of one object is written down. */
public interface ObjectRecord extends Watched {
    /** Whether a run before this one may have left something in the store. */
    boolean triedBefore();

    /**
     * The object is about to be written.
     *
     * @param destination its URL; of several copies that of the first
     */
    void backingUp(String destination);

    /** One copy at least is stored and was checked. */
    void completed(Completion completion);

    /**
     * Reads anew and makes sure that this run is still the one that works on the backup.
     *
     * @throws LostRaceException when another run has taken it over
     */
    void confirm();
}
