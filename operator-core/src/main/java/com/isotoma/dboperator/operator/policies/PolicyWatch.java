package com.isotoma.dboperator.operator.policies;

import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves at the start and every hour that the policies hold, and more often while they do not. Safe for use by several
 * threads.
 */
public final class PolicyWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration EVERY = Duration.ofHours(1);

    /** A policy holds some moments after it was applied. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Supplier<Iterable<Probe>> probes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("policies-", 0).daemon().factory());

    /** What is wrong with each policy; empty for nothing. Replaced as a whole, and empty before the first proof. */
    private volatile Map<String, Optional<String>> state = Map.of();

    public PolicyWatch(KubernetesClient client, ClusterView view, String namespace) {
        this(new Probes(client, view, namespace)::all);
    }

    PolicyWatch(Supplier<Iterable<Probe>> probes) {
        this.probes = probes;
    }

    /** Begins to look, in a thread of its own. */
    public void start() {
        timer.execute(this::look);
    }

    /** Whether all policies were in force when they were last looked at; false before the first look. */
    public boolean hold() {
        var now = state;
        return !now.isEmpty() && now.values().stream().allMatch(Optional::isEmpty);
    }

    /** For each policy that was looked at, whether it was in force. */
    public Map<String, Boolean> inForce() {
        var result = new TreeMap<String, Boolean>();
        state.forEach((policy, problem) -> result.put(policy, problem.isEmpty()));
        return result;
    }

    private void look() {
        boolean sure = false;
        try {
            sure = prove();
        } catch (RuntimeException e) {
            log.error("the policies could not be looked at, which is repeated: {}", e.getMessage(), e);
        }
        if (!timer.isShutdown()) {
            var pause = sure && hold() ? EVERY : SOON;
            var unused = timer.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** @return whether the API server has answered all of it */
    boolean prove() {
        var found = new TreeMap<String, Optional<String>>();
        for (var probe : probes.get()) {
            switch (Proof.of(probe)) {
                case Proof.Holds() -> found.putIfAbsent(probe.policy(), Optional.empty());
                case Proof.Fails(var message) -> found.put(probe.policy(), Optional.of(message));
                case Proof.NoAnswer(var message) -> {
                    log.warn("whether policy {} holds is not known: {}", probe.policy(), message);
                    return false;
                }
            }
        }
        report(found);
        state = Map.copyOf(found);
        return true;
    }

    /** What has changed. */
    private void report(Map<String, Optional<String>> found) {
        found.forEach((policy, problem) -> {
            var before = state.getOrDefault(policy, Optional.empty());
            if (!problem.equals(before)) {
                problem.ifPresentOrElse(
                        message -> log.error("not ready: {}", message),
                        () -> log.info("policy {} is in force", policy));
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
