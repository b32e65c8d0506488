package com.isotoma.dboperator.driver.lease;

import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.spi.Permit;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that the run holds and renews in the background. When it can no longer be sure of it, the thread that took it is
 * interrupted, once. A renewal counts from before it was asked for; a call that hangs does not keep the end from coming.
 */
public final class HeldLease implements Permit, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private final LeaseObjects objects;
    private final LeaseApi api;
    private final Terms terms;
    private final Thread worker = Thread.currentThread();
    /** One for the calls, one for the clock. */
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("lease-", 0).daemon().factory());

    /** The lease as it was last seen; the renewals' alone, and after them the closing thread's. */
    private Lease current;

    private volatile Deadline trusted;
    private volatile @Nullable String lost;
    private volatile boolean closed;

    private HeldLease(LeaseObjects objects, LeaseApi api, Terms terms, Lease current, Deadline trusted) {
        this.objects = objects;
        this.api = api.hasty(terms.call());
        this.terms = terms;
        this.current = current;
        this.trusted = trusted;
    }

    /** Begins to renew; the calling thread is the one that will be interrupted. */
    static HeldLease keep(LeaseObjects objects, LeaseApi api, Terms terms, Lease taken, Deadline trusted) {
        var held = new HeldLease(objects, api, terms, taken, trusted);
        held.after(terms.renewal(), held::renew);
        held.after(trusted.left(), held::watch);
        return held;
    }

    private void after(Duration delay, Runnable task) {
        if (!timers.isShutdown()) {
            var unused = timers.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        }
    }

    private void renew() {
        var next = Deadline.in(terms.trusted());
        try {
            var written = api.replace(LeaseObjects.renewed(current));
            if (written.isPresent()) {
                current = written.get();
                trusted = next;
                after(terms.renewal(), this::renew);
            } else {
                lookAgain();
            }
        } catch (KubernetesClientException | UncheckedIOException e) {
            LOG.warn("The Lease {} could not be renewed: {}", objects.name(), e.getMessage());
            after(terms.retry(), this::renew);
        }
    }

    /** An answer may have been lost, or somebody may have added a label. */
    private void lookAgain() {
        var now = api.find(current.getMetadata().getNamespace(), objects.name());
        if (now == null || !objects.isHeldByThisRun(now)) {
            lose(now == null ? "it is gone" : "another run has taken it");
        } else {
            current = now;
            after(Duration.ZERO, this::renew);
        }
    }

    private void watch() {
        var left = trusted.left();
        if (left.isPositive()) {
            after(left, this::watch);
        } else {
            lose("it could not be renewed in time");
        }
    }

    private synchronized void lose(String why) {
        if (lost == null && !closed) {
            lost = why;
            LOG.error("The Lease {} is lost: {}; this run stops", objects.name(), why);
            worker.interrupt();
        }
    }

    @Override
    public void require() {
        var why = lost;
        if (why == null && trusted.passed()) {
            why = "it could not be renewed in time";
        }
        if (why == null && closed) {
            why = "it is released";
        }
        if (why != null) {
            throw new LeaseLostException(objects.name(), why);
        }
    }

    /**
     * Waits until nobody can be at work who held a lease that somebody else than a run may have deleted.
     *
     * @throws LeaseLostException when this one is lost meanwhile
     */
    void settle() throws InterruptedException {
        LOG.info(
                "Waiting {} s for the end of a run that may have lost its lease",
                terms.duration().toSeconds());
        var end = Deadline.in(terms.duration());
        while (!end.passed()) {
            require();
            Thread.sleep(terms.retry());
        }
        require();
    }

    /** Lets the next run begin. Whatever happens to this call, the lease runs out by itself. */
    @Override
    public void close() {
        boolean interrupted = endRenewals();
        try {
            release();
        } catch (KubernetesClientException | UncheckedIOException e) {
            LOG.warn("The Lease {} could not be released and runs out by itself: {}", objects.name(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return whether the run is asked to end, for another reason than a lost lease */
    private boolean endRenewals() {
        synchronized (this) {
            closed = true;
        }
        timers.shutdownNow();
        // No call can be made on an interrupted thread.
        boolean interrupted = Thread.interrupted() && lost == null;
        try {
            boolean unused = timers.awaitTermination(terms.call().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        return interrupted;
    }

    private void release() {
        if (lost == null && api.delete(current)) {
            return;
        }
        // The work has ended: what is still this run's need not run out.
        var now = api.find(current.getMetadata().getNamespace(), objects.name());
        if (now != null && objects.isHeldByThisRun(now)) {
            boolean unused = api.delete(now);
        }
    }
}
