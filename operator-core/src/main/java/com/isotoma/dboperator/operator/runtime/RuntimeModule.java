package com.isotoma.dboperator.operator.runtime;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.isotoma.dboperator.operator.http.Health;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ServiceLoader;

/** What runs the controllers of all slices. Needs {@link ControllerSettings}, {@link LeaderLoss} and a client. */
public final class RuntimeModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(Caches.class).in(Singleton.class);
        bind(ClusterView.class).to(Caches.class);
        bind(Signals.class).in(Singleton.class);
        bind(Watching.class);
        bind(Controllers.class).in(Singleton.class);
        bind(Health.class).to(Controllers.class);
        OperatorExtension.reconcilers(binder());
        Multibinder.newSetBinder(binder(), Sweep.class);
        ServiceLoader.load(OperatorExtension.class).forEach(this::install);
    }

    @Provides
    @Singleton
    Metrics metrics(MeterRegistry registry) {
        return MicrometerMetrics.withoutPerResourceMetrics(registry);
    }
}
