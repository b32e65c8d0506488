package com.isotoma.dboperator.operator.runtime;

import com.isotoma.dboperator.operator.events.UnreadableResources;
import com.isotoma.dboperator.operator.http.Health;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running operator: its controllers, their caches, and the lease. */
public final class Controllers implements Health, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Controllers.class);
    /** For tens of thousands of Backups on a busy API server; less than the start-up probe of the pod allows. */
    private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(9);

    /** Objects per page of a first listing, so that neither side has to hold thousands at once. */
    public static final long PAGE = 100;

    private static final Duration TERMINATION = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration RETRY_AT_LEAST_EVERY = Duration.ofMinutes(1);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofHours(1);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(15);

    /** How many resources that cannot be read are told of at the same time. */
    private static final int REPORTED = 100;

    private final ControllerSettings settings;
    private final KubernetesClient client;
    private final Caches caches;
    private final LeaderLoss leaderLoss;
    private final Operator operator;
    private final Set<Sweep> sweeps;
    private final UnreadableResources unreadable;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sweep").daemon().factory());
    private volatile boolean leading;
    private volatile boolean closing;

    @Inject
    Controllers(
            ControllerSettings settings,
            KubernetesClient client,
            Metrics metrics,
            Caches caches,
            Set<KindReconciler<?>> reconcilers,
            Set<Sweep> sweeps,
            UnreadableResources unreadable,
            LeaderLoss leaderLoss) {
        this.settings = settings;
        this.client = client;
        this.caches = caches;
        this.leaderLoss = leaderLoss;
        this.sweeps = sweeps;
        this.unreadable = unreadable;
        this.leading = settings.lease().isEmpty();
        this.operator = new Operator(service -> configure(service, metrics));
        reconcilers.forEach(this::register);
    }

    private <R extends HasMetadata> void register(KindReconciler<R> reconciler) {
        var kind = reconciler.kind();
        var pruning = kind.pruning();
        // Of a kind that the client does not know, the event of a watch takes a way that a deeply nested one would end.
        client.getKubernetesSerialization().registerKubernetesResource(kind.type());
        operator.register(reconciler, controller -> {
            common(controller.withName(kind.controller())).withOnUpdateFilter(kind::concerned);
            if (kind.everywhere()) {
                controller.watchingAllNamespaces();
            }
            if (pruning != null && (kind.everywhere() || settings.allNamespaces())) {
                controller.withItemStore(new PruningStore<>(pruning));
            }
        });
        log.info("controller {} is added", kind.controller());
    }

    /**
     * Fills the caches and begins to work, or to wait for the lease.
     *
     * @throws RuntimeException if the API server cannot be reached or refuses a listing; the process should end
     */
    public void start() {
        operator.start();
        caches.markSynced();
        var every = SWEEP_EVERY.toMillis();
        var unused = sweeper.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
        log.info("watching {}", settings.allNamespaces() ? "all namespaces" : settings.namespaces());
    }

    @Override
    @SuppressWarnings("rawtypes") // the framework's own
    public boolean alive() {
        return !caches.synced()
                || operator.getRuntimeInfo().unhealthyInformerWrappingEventSourceHealthIndicator().values().stream()
                        .flatMap(sources -> sources.values().stream())
                        .allMatch((InformerWrappingEventSourceHealthIndicator source) -> informersRun(source));
    }

    /** A watch that is interrupted comes back by itself; an informer that has stopped does not. */
    private static boolean informersRun(InformerWrappingEventSourceHealthIndicator<?> source) {
        return source.informerHealthIndicators().values().stream().allMatch(InformerHealthIndicator::isRunning);
    }

    @Override
    public boolean ready() {
        return caches.synced() && !closing;
    }

    /** Ends what is being worked on, and gives the lease back so that another need not wait for it to run out. */
    @Override
    public void close() {
        closing = true;
        sweeper.shutdownNow();
        operator.stop();
        settings.lease().ifPresent(this::release);
    }

    /** The framework leaves a lease to run out. Only if this process holds it, and only if nobody has changed it meanwhile. */
    private void release(String name) {
        try {
            var lease = client.leases()
                    .inNamespace(settings.operatorNamespace())
                    .withName(name)
                    .get();
            if (lease != null && settings.identity().equals(lease.getSpec().getHolderIdentity())) {
                lease.getSpec().setHolderIdentity("");
                lease.getSpec().setLeaseDurationSeconds(1);
                client.resource(lease).update();
            }
        } catch (KubernetesClientException e) {
            log.info("the lease was not given back and runs out by itself: {}", e.getMessage());
        }
    }

    private void configure(ConfigurationServiceOverrider service, Metrics metrics) {
        service.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics)
                .withConcurrentReconciliationThreads(settings.threads())
                .withCacheSyncTimeout(SYNC_TIMEOUT)
                .withReconciliationTerminationTimeout(TERMINATION)
                .withResourceCloner(new MarkedCloner(client))
                .withUseSSAToPatchPrimaryResource(false);
        settings.lease().ifPresent(lease -> service.withLeaderElectionConfiguration(election(lease)));
    }

    /**
     * Generation awareness is off, since a phase moves without a new generation. All events are wanted, since the
     * framework otherwise keeps a resource that is being deleted from a reconciler without a finalizer of its own.
     */
    private <R extends HasMetadata> ControllerConfigurationOverrider<R> common(
            ControllerConfigurationOverrider<R> controller) {
        if (settings.allNamespaces()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
        return controller
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true)
                .withInformerListLimit(PAGE)
                .withReconciliationMaxInterval(LOOK_AT_LEAST_EVERY)
                .withRateLimiter(LinearRateLimiter.deactivatedRateLimiter())
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(RETRY_AFTER)
                        .setMaxInterval(RETRY_AT_LEAST_EVERY.toMillis()));
    }

    /** The framework's own exit would wait for the shutdown that it is part of: see {@link LeaderLoss}. */
    private LeaderElectionConfiguration election(String lease) {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
                .withLeaseNamespace(settings.operatorNamespace())
                .withIdentity(settings.identity())
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(this::startedLeading, this::stoppedLeading, leader -> {}))
                .build();
    }

    private void startedLeading() {
        log.info("leading");
        leading = true;
    }

    /** Never throws, since that would end it for ever. */
    private void sweep() {
        try {
            if (leading && !closing) {
                sweeps.forEach(sweep -> sweep.run(settings.namespaces()));
                // Also of those kinds that no controller is called for.
                caches.unreadable().limit(REPORTED).forEach(unreadable::refuse);
            }
        } catch (RuntimeException e) {
            log.error("what is left of Databases that are gone could not be removed, which is tried again", e);
        }
    }

    private void stoppedLeading() {
        leading = false;
        if (!closing) {
            log.error("another process holds the lease, or it could not be renewed: ending, to begin afresh");
            leaderLoss.end();
        }
    }
}
