package com.isotoma.dboperator.operator.schedule;

import com.google.inject.AbstractModule;

/** Puts {@link ScheduleFlow} together. */
public final class ScheduleModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(ScheduleCronJobs.class);
        bind(ScheduleState.class);
        bind(PlaceTrials.class);
        bind(ScheduleFlow.class);
    }
}
