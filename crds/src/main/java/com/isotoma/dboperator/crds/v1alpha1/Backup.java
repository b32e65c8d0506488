package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One backup of one Database. Never owned by it, so that it outlives it. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backups")
@ShortNames("dbb")
public final class Backup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
