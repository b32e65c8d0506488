package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.operator.runtime.OperatorExtension;

/** DatabaseBackups. Their CRD has to be there when the operator starts. */
public final class BackupSlice extends OperatorExtension {
    @Override
    protected void configure() {
        reconciler(DatabaseBackupReconciler.class);
        bind(BackupJobs.class);
        bind(ManualBackups.class);
        bind(Schedules.class);
        bind(BackupStatus.class);
        bind(BackupFlow.class);
    }
}
