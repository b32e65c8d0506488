package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a Backup stands. A Backup that waits for its Database has no phase. */
public enum BackupPhase {
    /** A run has taken the Backup up. */
    @JsonProperty("Starting")
    STARTING,
    /** The dump is on its way to {@code status.destination}. */
    @JsonProperty("BackingUp")
    BACKING_UP,
    /** The object is stored and was checked. Final. */
    @JsonProperty("Completed")
    COMPLETED,
    /** No backup was made, and no run will try again. Final. */
    @JsonProperty("Failed")
    FAILED;

    /** Whether no run will change this Backup any more. */
    public boolean terminal() {
        return switch (this) {
            case STARTING, BACKING_UP -> false;
            case COMPLETED, FAILED -> true;
        };
    }

    /** The phase as resources spell it. */
    @Override
    public String toString() {
        return PhaseNames.spelled(this);
    }
}
