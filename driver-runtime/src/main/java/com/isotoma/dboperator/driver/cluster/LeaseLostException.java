package com.isotoma.dboperator.driver.cluster;

/** This run does not hold its Database's lease any more, and another one may be at work: nothing may be written. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(String lease, String why) {
        super("The Lease " + lease + " is lost: " + why);
    }
}
