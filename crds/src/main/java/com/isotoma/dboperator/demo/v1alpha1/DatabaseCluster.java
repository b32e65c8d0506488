package com.isotoma.dboperator.demo.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Members of the demo HTTP database: the one with index 0 leads, the others follow it. */
@Group(DemoGroup.NAME)
@Version(DemoGroup.VERSION)
@Plural("databaseclusters")
public final class DatabaseCluster extends CustomResource<DatabaseClusterSpec, DatabaseClusterStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
