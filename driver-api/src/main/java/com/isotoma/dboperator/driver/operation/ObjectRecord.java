package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.LostRaceException;

/** Where the writing of one object is written down. */
public interface ObjectRecord {
    /** The name of the backup, for messages. */
    String name();

    /** Whether a run before this one may have left something in the store. */
    boolean triedBefore();

    /**
     * The object is about to be written.
     *
     * @param destination its URL; of several copies that of the first
     */
    void backingUp(String destination);

    /** How far it is; called every few seconds by another thread, while the run's own only dumps. */
    void progress(Reached reached);

    /** One copy at least is stored and was checked. */
    void completed(Completion completion);

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
