package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A further user of one Database, with rights and a Secret of its own. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("databaseusers")
@ShortNames("dbu")
public final class DatabaseUser extends CustomResource<DatabaseUserSpec, DatabaseUserStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
