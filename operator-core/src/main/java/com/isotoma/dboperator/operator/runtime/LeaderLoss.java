package com.isotoma.dboperator.operator.runtime;

/** What is done when this process may no longer work: it must end, or two would. */
@FunctionalInterface
public interface LeaderLoss {
    /** Begins to end the process and returns; called by a thread that the end must not wait for. */
    void end();
}
