package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A place for backups that platform engineers keep for many namespaces, who need no access key for it. Cluster-scoped; what
 * it refers to is in the operator's own namespace.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("storagelocations")
@ShortNames("dbsl")
public final class StorageLocation extends CustomResource<StorageLocationSpec, StorageLocationStatus> {
    private static final long serialVersionUID = 1L;
}
