package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.cluster.LostRaceException;

/** Where it is written down how far something is that takes long, and said whether it is still wanted. */
public interface Watched {
    /** The name of the resource, for messages. */
    String name();

    /** How far it is; called every few seconds by another thread, while the run's own does nothing else. */
    void progress(Reached reached);

    /**
     * Whether somebody does not want this any more. Reads anew.
     *
     * @throws LostRaceException when another run has taken it over
     */
    boolean cancelled();
}
