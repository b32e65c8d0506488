package com.isotoma.dboperator.driver.cluster;

/** Somebody else moved the resource on. There is nothing left to do for this run, and nothing went wrong. */
public final class LostRaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostRaceException(String message) {
        super(message);
    }
}
