package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a Restore stands. A Restore that waits for its Database has no phase. */
public enum RestorePhase {
    /** A run has taken the Restore up. */
    @JsonProperty("Starting")
    STARTING,
    /** The Backup named in {@code status.safetyBackup} is being made of what the Database holds now. */
    @JsonProperty("BackingUp")
    BACKING_UP,
    /** The stored backup is being read into a database beside the one that is in use. */
    @JsonProperty("Restoring")
    RESTORING,
    /** That database was checked, and takes the place of the one in use. */
    @JsonProperty("Replacing")
    REPLACING,
    /** The Database holds what the backup held. Final. */
    @JsonProperty("Completed")
    COMPLETED,
    /** The Database holds what it held before, and no run will try again. Final. */
    @JsonProperty("Failed")
    FAILED;

    /** Whether no run will change this Restore any more. */
    public boolean terminal() {
        return switch (this) {
            case STARTING, BACKING_UP, RESTORING, REPLACING -> false;
            case COMPLETED, FAILED -> true;
        };
    }

    /** The phase as resources spell it. */
    @Override
    public String toString() {
        return PhaseNames.spelled(this);
    }
}
