package com.isotoma.dboperator.demo.v1alpha1;

/** What becomes of the members' volumes when their cluster is deleted. */
public enum VolumePolicy {
    /** They stay, and a cluster of the same name takes them up again. */
    Retain,
    /** They go, and the data with them. */
    Delete
}
