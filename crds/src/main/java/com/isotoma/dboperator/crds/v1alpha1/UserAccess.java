package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a DatabaseUser may do in its database. */
public enum UserAccess {
    /** Everything that the application's own login can; what it makes belongs to the same owner. */
    @JsonProperty("Owner")
    OWNER,
    /** Read and change the rows of all tables, of now and later. */
    @JsonProperty("ReadWrite")
    READ_WRITE,
    /** Read all tables, of now and later. */
    @JsonProperty("ReadOnly")
    READ_ONLY
}
