package com.isotoma.dboperator.driver.run;

/** How often something is tried before it has failed. */
public final class Attempts {
    /** The Job's own retries and the first run; see the operator's backoffLimit. */
    public static final int MOST = 4;

    private Attempts() {}
}
