package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the stored objects when a Backup is deleted. */
public enum BackupDeletionPolicy {
    /** They stay. */
    @JsonProperty("Retain")
    RETAIN,
    /** A run removes them, and the resource goes after that. */
    @JsonProperty("Delete")
    DELETE
}
