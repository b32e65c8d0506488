package com.isotoma.dboperator.driver.operation;

/** The backup being made is not wanted any more: its resource is being deleted. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CancelledException(String backup) {
        super("Backup " + backup + " is being deleted");
    }
}
