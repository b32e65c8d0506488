package com.isotoma.dboperator.demo.v1alpha1;

/** The names that the demo's API group fixes. */
public final class DemoGroup {
    public static final String NAME = "database.sample.third.party";
    public static final String VERSION = "v1alpha1";

    /** Label on every object of a DatabaseCluster: its name. */
    public static final String CLUSTER_LABEL = NAME + "/cluster";

    /** Label on every object of a DatabaseBackup: its name. */
    public static final String BACKUP_LABEL = NAME + "/backup";

    private DemoGroup() {}
}
