package com.isotoma.dboperator.operator;

import com.google.inject.Guice;
import com.isotoma.dboperator.operator.http.HealthServer;
import com.isotoma.dboperator.operator.policies.PolicyWatch;
import com.isotoma.dboperator.operator.runtime.Controllers;
import com.isotoma.dboperator.operator.runtime.LeaderLoss;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;

/** One operator, from start to close. It closes its client. */
final class RunningOperator implements AutoCloseable {
    private final KubernetesClient client;
    private final Controllers controllers;
    private final HealthServer server;
    private final PolicyWatch policies;
    private final PrometheusMeterRegistry registry;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningOperator(
            KubernetesClient client,
            Controllers controllers,
            HealthServer server,
            PolicyWatch policies,
            PrometheusMeterRegistry registry) {
        this.client = client;
        this.controllers = controllers;
        this.server = server;
        this.policies = policies;
        this.registry = registry;
    }

    /**
     * Returns when the caches are filled.
     *
     * @throws RuntimeException if it could not be started; nothing is left open then
     */
    static RunningOperator start(Settings settings, KubernetesClient client, LeaderLoss leaderLoss) {
        try {
            var injector = Guice.createInjector(new OperatorModule(settings, client, leaderLoss));
            var operator = new RunningOperator(
                    client,
                    injector.getInstance(Controllers.class),
                    injector.getInstance(HealthServer.class),
                    injector.getInstance(PolicyWatch.class),
                    injector.getInstance(PrometheusMeterRegistry.class));
            try {
                operator.controllers.start();
                if (settings.requirePolicies()) {
                    operator.policies.start();
                }
                return operator;
            } catch (RuntimeException e) {
                operator.close();
                throw e;
            }
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The port of metrics, and of health. */
    int port() {
        return server.port();
    }

    /** The port of the probes alone. */
    int probePort() {
        return server.probePort();
    }

    boolean ready() {
        return controllers.ready();
    }

    /** May be called more than once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (client;
                    server;
                    policies) {
                controllers.close();
            } finally {
                registry.close();
            }
        }
    }
}
