package com.isotoma.dboperator.demo.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Backups of a DatabaseCluster: one on request, and others by schedule. */
@Group(DemoGroup.NAME)
@Version(DemoGroup.VERSION)
@Plural("databasebackups")
public final class DatabaseBackup extends CustomResource<DatabaseBackupSpec, DatabaseBackupStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
