package com.isotoma.dboperator.driver.lease;

import com.isotoma.dboperator.driver.spi.Permit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The permit of a run, which hangs on the lease from when one is held. Before that a run only looks. */
@Singleton
public final class RunPermit implements Permit {
    private volatile Permit held = Permit.ALWAYS;

    @Inject
    public RunPermit() {}

    /** From now on, nothing is written without that lease. */
    public void follow(HeldLease lease) {
        held = lease;
    }

    @Override
    public void require() {
        held.require();
    }
}
