package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** What makes drivers pluggable: applying one of these is all that a new kind of server needs. Cluster-scoped. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("drivers")
public final class Driver extends CustomResource<DriverSpec, Void> {
    private static final long serialVersionUID = 1L;
}
