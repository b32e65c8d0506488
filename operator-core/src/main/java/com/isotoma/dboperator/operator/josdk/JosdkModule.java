package com.isotoma.dboperator.operator.josdk;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.isotoma.dboperator.operator.http.Health;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** Everything that the framework is used for. Needs {@link ControllerSettings}, {@link LeaderLoss} and a client. */
public final class JosdkModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(Caches.class).in(Singleton.class);
        bind(ClusterView.class).to(Caches.class);
        bind(Signals.class).in(Singleton.class);
        bind(Informers.class);
        bind(DatabaseReconciler.class);
        bind(BackupReconciler.class);
        bind(RestoreReconciler.class);
        bind(BackupScheduleReconciler.class);
        bind(StorageLocationReconciler.class);
        bind(Controllers.class).in(Singleton.class);
        bind(Health.class).to(Controllers.class);
        Multibinder.newSetBinder(binder(), new TypeLiteral<AddedController<?>>() {});
    }

    @ProvidesIntoSet
    AddedController<?> schedules(BackupScheduleReconciler reconciler) {
        return new AddedController<>("backupschedule", reconciler, UpdateFilters::schedule);
    }

    @Provides
    @Singleton
    Metrics metrics(MeterRegistry registry) {
        return MicrometerMetrics.withoutPerResourceMetrics(registry);
    }
}
