package com.isotoma.dboperator.driver.lease;

/** Another run works on the Database and goes on doing so. A later attempt may find it free. */
public final class LeaseHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseHeldException(String message) {
        super(message);
    }
}
