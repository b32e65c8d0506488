package com.isotoma.dboperator.driver.storage;

/** A store, or where it is found under the name of a bucket, has an address that no run may talk to. */
final class RefusedHostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedHostException(String message) {
        super(message);
    }
}
