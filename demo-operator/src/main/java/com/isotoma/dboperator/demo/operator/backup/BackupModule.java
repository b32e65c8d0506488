package com.isotoma.dboperator.demo.operator.backup;

import com.google.inject.AbstractModule;

/** Puts {@link BackupFlow} together. */
public final class BackupModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(BackupJobs.class);
        bind(ManualBackups.class);
        bind(Schedules.class);
        bind(BackupStatus.class);
        bind(BackupFlow.class);
    }
}
