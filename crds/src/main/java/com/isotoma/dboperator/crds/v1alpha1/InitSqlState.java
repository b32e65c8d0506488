package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far {@code spec.initSql} has come. */
public enum InitSqlState {
    @JsonProperty("Running")
    RUNNING,
    /** Some statements may have been run. */
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Done")
    DONE,
    /** The database was not new. */
    @JsonProperty("Skipped")
    SKIPPED
}
