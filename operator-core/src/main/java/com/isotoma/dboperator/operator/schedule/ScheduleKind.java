package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.operator.runtime.Kind;
import java.util.Arrays;
import java.util.Objects;

/** How BackupSchedules are watched. Of the status, only what a run has found of its places is to be said in a condition. */
public final class ScheduleKind {
    public static final Kind<BackupSchedule> KIND = Kind.of(BackupSchedule.class, "backupschedule")
            .reading(schedule ->
                    Arrays.asList(Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE)
                            .places()))
            .ofDatabase(schedule -> schedule.getSpec().database());

    private ScheduleKind() {}
}
