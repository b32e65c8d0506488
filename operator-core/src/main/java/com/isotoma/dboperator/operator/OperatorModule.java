package com.isotoma.dboperator.operator;

import com.google.common.base.Ticker;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.isotoma.dboperator.operator.access.CloudRole;
import com.isotoma.dboperator.operator.access.DatabaseAccess;
import com.isotoma.dboperator.operator.access.DriverAccess;
import com.isotoma.dboperator.operator.events.ApiReporter;
import com.isotoma.dboperator.operator.events.JobTrouble;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.events.SparingReporter;
import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.http.GuardedHealth;
import com.isotoma.dboperator.operator.http.Health;
import com.isotoma.dboperator.operator.http.HealthServer;
import com.isotoma.dboperator.operator.jobs.ApiJobStarter;
import com.isotoma.dboperator.operator.jobs.JobCreation;
import com.isotoma.dboperator.operator.jobs.JobSettings;
import com.isotoma.dboperator.operator.jobs.JobStarter;
import com.isotoma.dboperator.operator.jobs.PodDiagnosis;
import com.isotoma.dboperator.operator.jobs.StuckJobs;
import com.isotoma.dboperator.operator.josdk.ControllerSettings;
import com.isotoma.dboperator.operator.josdk.JosdkModule;
import com.isotoma.dboperator.operator.josdk.LeaderLoss;
import com.isotoma.dboperator.operator.josdk.OperatorExtension;
import com.isotoma.dboperator.operator.metrics.LocationMetrics;
import com.isotoma.dboperator.operator.metrics.PolicyMetrics;
import com.isotoma.dboperator.operator.metrics.PrometheusMetrics;
import com.isotoma.dboperator.operator.metrics.ResourceMetrics;
import com.isotoma.dboperator.operator.metrics.ScheduleMetrics;
import com.isotoma.dboperator.operator.policies.PolicyWatch;
import com.isotoma.dboperator.operator.reconcile.ReconcileModule;
import com.isotoma.dboperator.operator.schedule.ScheduleModule;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ServiceLoader;

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
        install(new JosdkModule());
        install(new ReconcileModule());
        install(new ScheduleModule());
        ServiceLoader.load(OperatorExtension.class).forEach(this::install);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(KubernetesClient.class).toInstance(client);
        bind(LeaderLoss.class).toInstance(leaderLoss);
        bind(JobSettings.class).toInstance(settings.jobs());
        bind(CloudRole.class).toInstance(settings.cloudRole());
        bind(ControllerSettings.class).toInstance(settings.controllers());
        bind(DriverAccess.class).to(DatabaseAccess.class);
        bind(JobStarter.class).to(ApiJobStarter.class);
        bind(ApiJobStarter.class);
        bind(JobCreation.class);
        bind(UnreadableResources.class);
        bind(JobTrouble.class).in(Singleton.class);
        bind(StuckJobs.class).to(PodDiagnosis.class);
        bind(PodDiagnosis.class);
        bind(MeterRegistry.class).to(PrometheusMeterRegistry.class);
        bind(ResourceMetrics.class);
        bind(ScheduleMetrics.class);
        bind(LocationMetrics.class);
        bind(PolicyMetrics.class);
    }

    @Provides
    @Singleton
    DatabaseAccess access(ClusterView view, Clock clock) {
        return new DatabaseAccess(client, view, clock, settings.jobs().operatorNamespace(), settings.cloudRole());
    }

    @Provides
    @Singleton
    Reporter reporter(Clock clock) {
        var instance = settings.controllers().identity();
        return new SparingReporter(new ApiReporter(client, clock, instance), Ticker.systemTicker());
    }

    @Provides
    @Singleton
    PrometheusMeterRegistry registry(
            ResourceMetrics resources, ScheduleMetrics schedules, LocationMetrics locations, PolicyMetrics policies) {
        var registry = PrometheusMetrics.registry();
        registry.getPrometheusRegistry().register(resources);
        registry.getPrometheusRegistry().register(schedules);
        registry.getPrometheusRegistry().register(locations);
        registry.getPrometheusRegistry().register(policies);
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
