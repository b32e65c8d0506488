package com.isotoma.dboperator.operator.job;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;

/** What starts Jobs and watches them, for all operations and subjects that slices declare. */
public final class JobModule extends AbstractModule {
    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), OperationJob.class);
        Multibinder.newSetBinder(binder(), SubjectKind.class);
        bind(OperationJobs.class).in(Singleton.class);
        bind(SubjectKinds.class).in(Singleton.class);
        bind(JobOrigin.class);
        bind(DriverJobs.class);
        bind(JobStarter.class);
        bind(CheckJobs.class);
        bind(JobCounters.class).in(Singleton.class);
        bind(PodDiagnosis.class);
        bind(StuckJobs.class);
        bind(JobWatch.class).in(Singleton.class);
        bind(ServerLimits.class).in(Singleton.class);
        bind(Launcher.class).in(Singleton.class);
    }
}
