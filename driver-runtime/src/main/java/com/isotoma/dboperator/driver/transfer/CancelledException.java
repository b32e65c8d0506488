package com.isotoma.dboperator.driver.transfer;

/** What is being done is not wanted any more: its resource is being deleted. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String resource) {
        super(resource + " is being deleted");
    }
}
