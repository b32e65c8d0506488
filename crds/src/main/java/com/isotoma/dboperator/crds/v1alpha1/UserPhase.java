package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a DatabaseUser stands. One that waits for its Database for the first time has no phase. */
public enum UserPhase {
    /** A run makes its account on the server and its Secret, or makes them again after the database was made again. */
    @JsonProperty("Creating")
    CREATING,
    /** Its account is there, and its Secret has what is needed to connect. */
    @JsonProperty("Created")
    CREATED,
    /** A run removes its account from the server, and its Secret. */
    @JsonProperty("Deleting")
    DELETING;

    /** The phase as resources spell it. */
    @Override
    public String toString() {
        return PhaseNames.spelled(this);
    }
}
