package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A database, its user and its Secret on a server that exists already. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("databases")
@ShortNames("dbo")
public final class Database extends CustomResource<DatabaseSpec, DatabaseStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
