package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do about a database of the wanted name that this Database did not make. */
public enum AdoptionPolicy {
    /** Refuse it, with a condition, and touch nothing. */
    @JsonProperty("Never")
    NEVER,
    /** Take it up as it is and manage it from then on, its deletion included. */
    @JsonProperty("Always")
    ALWAYS
}
