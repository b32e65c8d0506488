package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.Operation;

/** What is known about a Job that works, or has worked, for a Database. */
public record JobFacts(String name, Operation operation, State state) {
    /** How far a Job is. */
    public enum State {
        /** Its pods run, wait to run, or are tried again. */
        UNFINISHED,
        /** Its pod ended well. */
        SUCCEEDED,
        /** It is not tried again. */
        FAILED
    }

    boolean unfinished() {
        return state == State.UNFINISHED;
    }
}
