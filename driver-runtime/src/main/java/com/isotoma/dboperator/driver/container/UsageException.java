package com.isotoma.dboperator.driver.container;

/** The container was started with something missing or wrong. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
