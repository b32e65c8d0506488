package com.isotoma.dboperator.operator;

import com.google.common.base.Ticker;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.isotoma.dboperator.operator.events.ApiReporter;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.events.SparingReporter;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.http.GuardedHealth;
import com.isotoma.dboperator.operator.http.Health;
import com.isotoma.dboperator.operator.http.HealthServer;
import com.isotoma.dboperator.operator.job.JobModule;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.metrics.PrometheusMetrics;
import com.isotoma.dboperator.operator.metrics.UnreadableMetrics;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.policies.PolicyMetrics;
import com.isotoma.dboperator.operator.policies.PolicyWatch;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.rbac.CloudRole;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.runtime.ControllerSettings;
import com.isotoma.dboperator.operator.runtime.LeaderLoss;
import com.isotoma.dboperator.operator.runtime.RuntimeModule;
import com.isotoma.dboperator.operator.status.StatusWriter;
import com.isotoma.dboperator.operator.turn.TurnModule;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;

/** Puts the operator together. */
final class OperatorModule extends AbstractModule {
    private final Settings settings;
    private final KubernetesClient client;
    private final LeaderLoss leaderLoss;

    OperatorModule(Settings settings, KubernetesClient client, LeaderLoss leaderLoss) {
        this.settings = settings;
        this.client = client;
        this.leaderLoss = leaderLoss;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(KubernetesClient.class).toInstance(client);
        bind(LeaderLoss.class).toInstance(leaderLoss);
        bind(JobSettings.class).toInstance(settings.jobs());
        bind(CloudRole.class).toInstance(settings.cloudRole());
        bind(ControllerSettings.class).toInstance(settings.controllers());
        bind(MeterRegistry.class).to(PrometheusMeterRegistry.class);
        bind(Applier.class).in(Singleton.class);
        bind(StatusWriter.class);
        bind(UnreadableResources.class);
        install(new JobModule());
        install(new TurnModule());
        Multibinder.newSetBinder(binder(), AccessNeeds.class);
        var metrics = Multibinder.newSetBinder(binder(), MultiCollector.class);
        metrics.addBinding().to(UnreadableMetrics.class);
        metrics.addBinding().to(PolicyMetrics.class);
        bind(UnreadableMetrics.class);
        bind(PolicyMetrics.class);
        // The slices, in the order of the file that names them.
        install(new RuntimeModule());
    }

    @Provides
    @Singleton
    DatabaseAccess access(ClusterView view, Set<AccessNeeds> kinds, Clock clock) {
        return new DatabaseAccess(
                client, view, kinds, clock, settings.jobs().operatorNamespace(), settings.cloudRole());
    }

    @Provides
    @Singleton
    Reporter reporter(Clock clock) {
        var instance = settings.controllers().identity();
        return new SparingReporter(new ApiReporter(client, clock, instance), Ticker.systemTicker());
    }

    @Provides
    @Singleton
    PrometheusMeterRegistry registry(Set<MultiCollector> collectors) {
        var registry = PrometheusMetrics.registry();
        collectors.forEach(registry.getPrometheusRegistry()::register);
        return registry;
    }

    @Provides
    @Singleton
    PolicyWatch policies(ClusterView view) {
        return new PolicyWatch(client, view, settings.jobs().operatorNamespace());
    }

    @Provides
    @Singleton
    HealthServer server(Health health, PolicyWatch policies, PrometheusMeterRegistry registry) {
        return new HealthServer(
                new InetSocketAddress(settings.metricsHost(), settings.metricsPort()),
                new InetSocketAddress(settings.metricsHost(), settings.probePort()),
                new GuardedHealth(health, () -> !settings.requirePolicies() || policies.hold()),
                registry::scrape);
    }
}
