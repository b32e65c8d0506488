package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A database server that platform engineers describe once for many namespaces, whose Databases name it and need no admin
 * account. Cluster-scoped; what it refers to is in the operator's own namespace.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("databaseservers")
@ShortNames("dbsrv")
public final class DatabaseServer extends CustomResource<DatabaseServerSpec, DatabaseServerStatus> {
    private static final long serialVersionUID = 1L;
}
