package com.isotoma.dboperator.crds.contract;

import com.isotoma.dboperator.driver.spi.Explained;

/**
 * Types of conditions that machines read on every kind: those of kstatus, which Flux, Helm and Argo CD's health checks
 * follow. A resource with Reconciling is in progress, one with Stalled has failed, and one with neither is as its condition
 * Ready says. Each of the two is there only while it is True.
 */
public final class StatusConditions {
    @Explained(
            meaning =
                    "the resource is as it was asked for: the Database can be used, the Backup or Restore is complete")
    public static final String READY = "Ready";

    @Explained(meaning = "something runs, or waits for a run; it goes on by itself. Absent otherwise")
    public static final String RECONCILING = "Reconciling";

    @Explained(meaning = "it has ended badly, or does not go on until a person changes something. Absent otherwise")
    public static final String STALLED = "Stalled";

    private StatusConditions() {}
}
