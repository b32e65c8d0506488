package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of a verification. */
public enum VerificationResult {
    /** The backup was restored and has what was dumped. */
    @JsonProperty("Passed")
    PASSED,
    /** It could not be restored, or has something else. */
    @JsonProperty("Failed")
    FAILED,
    /** It could not be tried to the end, which says nothing against the backup. */
    @JsonProperty("Undecided")
    UNDECIDED
}
