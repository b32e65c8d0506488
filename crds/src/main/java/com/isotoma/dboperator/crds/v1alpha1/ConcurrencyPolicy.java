package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done when a Backup is due while an earlier one of the same schedule has not ended. */
public enum ConcurrencyPolicy {
    /** It waits until the earlier one has ended. */
    @JsonProperty("Allow")
    ALLOW,
    /** It is left out. */
    @JsonProperty("Forbid")
    FORBID,
    /** The earlier one is deleted, and what it has stored is cleared. */
    @JsonProperty("Replace")
    REPLACE
}
