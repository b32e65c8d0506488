package com.isotoma.dboperator.operator.reconcile;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.isotoma.dboperator.operator.location.LocationAccess;
import com.isotoma.dboperator.operator.location.LocationJobs;
import com.isotoma.dboperator.operator.metrics.JobCounters;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.status.StatusWriter;

/** The flows, which share their lanes and their memory. */
public final class ReconcileModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(Applier.class).in(Singleton.class);
        bind(StatusWriter.class);
        bind(Lanes.class).in(Singleton.class);
        bind(JobCounters.class).in(Singleton.class);
        bind(JobWatch.class).in(Singleton.class);
        bind(Launcher.class).in(Singleton.class);
        bind(Releases.class);
        bind(AccessSweep.class).in(Singleton.class);
        bind(DatabaseFlow.class).in(Singleton.class);
        bind(TurnFlow.class).in(Singleton.class);
        bind(BackupFlow.class).in(Singleton.class);
        bind(RestoreFlow.class).in(Singleton.class);
        bind(LocationAccess.class);
        bind(LocationJobs.class);
        bind(LocationFlow.class).in(Singleton.class);
    }
}
