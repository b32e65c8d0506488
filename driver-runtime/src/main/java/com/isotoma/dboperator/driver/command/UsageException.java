package com.isotoma.dboperator.driver.command;

/** The container was started with something missing or wrong. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
