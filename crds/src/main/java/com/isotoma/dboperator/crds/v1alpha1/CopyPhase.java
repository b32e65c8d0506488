package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of one copy of a backup. */
public enum CopyPhase {
    /** The object is stored and was checked. */
    @JsonProperty("Completed")
    COMPLETED,
    /** There is no such copy. */
    @JsonProperty("Failed")
    FAILED
}
