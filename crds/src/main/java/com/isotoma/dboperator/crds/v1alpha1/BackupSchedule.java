package com.isotoma.dboperator.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Makes Backups of one Database by the clock, and removes those that need not be kept. Its Backups outlive it. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@Plural("backupschedules")
@ShortNames("dbs")
public final class BackupSchedule extends CustomResource<BackupScheduleSpec, BackupScheduleStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
