package com.isotoma.dboperator.driver.operation;

/** How often something is tried before it has failed. */
final class Attempts {
    /** The Job's own retries and the first run; see the operator's backoffLimit. */
    static final int MOST = 4;

    private Attempts() {}
}
