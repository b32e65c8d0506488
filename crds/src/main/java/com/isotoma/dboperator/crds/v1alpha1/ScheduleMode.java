package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many backups a schedule is to have. */
public enum ScheduleMode {
    /** As many as its retention keeps. */
    @JsonProperty("Many")
    MANY,
    /** The last one: older ones go when it is complete and checked. */
    @JsonProperty("Single")
    SINGLE
}
