package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One filling of one Database from a stored backup. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("restores")
@ShortNames("dbr")
public final class Restore extends CustomResource<RestoreSpec, RestoreStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
