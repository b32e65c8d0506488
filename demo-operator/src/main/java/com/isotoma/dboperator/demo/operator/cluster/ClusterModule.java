package com.isotoma.dboperator.demo.operator.cluster;

import com.google.inject.AbstractModule;

/** Puts {@link ClusterFlow} together. */
public final class ClusterModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(ClusterStatus.class);
        bind(ClusterFlow.class);
    }
}
