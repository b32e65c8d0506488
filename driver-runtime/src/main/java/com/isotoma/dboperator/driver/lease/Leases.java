package com.isotoma.dboperator.driver.lease;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the Lease of a Database: creating it is taking it, deleting it is releasing it, so that there is one only while a
 * run is at work or was killed.
 */
public final class Leases {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private final KubernetesClient client;
    private final LeaseApi api;
    private final Terms terms;

    @Inject
    public Leases(KubernetesClient client) {
        this(client, Terms.DEFAULT);
    }

    Leases(KubernetesClient client, Terms terms) {
        this.client = client;
        this.terms = terms;
        api = new LeaseApi(client);
    }

    /**
     * Takes the lease, or waits for it as long as a run that does not renew it can keep it.
     *
     * @throws LeaseHeldException when another run keeps it
     * @throws DriverException of kind USER when a Lease of that name is not this Database's; it is not touched
     */
    public HeldLease take(DatabaseHandle database) throws DriverException, InterruptedException {
        var objects = new LeaseObjects(database.namespace(), database.name(), terms);
        // The garbage collector would delete what the Database owns.
        var owner = database.deletedInForeground() ? null : database.ownerReference();
        boolean unsettled = database.deletedInForeground();
        HeldLease held;
        try {
            held = take(objects, database.namespace(), owner);
        } catch (KubernetesClientException e) {
            if (!ClusterClient.namespaceIsTerminating(e)) {
                throw e;
            }
            held = take(objects, ownNamespace(), null);
            unsettled = true;
        }
        if (unsettled) {
            settle(held);
        }
        return held;
    }

    private static void settle(HeldLease held) throws InterruptedException {
        boolean settled = false;
        try {
            held.settle();
            settled = true;
        } finally {
            if (!settled) {
                held.close();
            }
        }
    }

    /** Removes what a run that was killed at its very end may have left of a Database that is gone. */
    public void clear(String namespace, String database) throws DriverException, InterruptedException {
        var objects = new LeaseObjects(namespace, database, terms);
        clear(objects, namespace);
        if (!ownNamespace().equals(namespace)) {
            clear(objects, ownNamespace());
        }
    }

    private void clear(LeaseObjects objects, String namespace) throws DriverException, InterruptedException {
        var left = api.find(namespace, objects.name());
        if (left != null && objects.isOurs(left)) {
            take(objects, namespace, null).close();
        }
    }

    /** Where this run is itself: a namespace that is being deleted takes no new Lease. */
    private String ownNamespace() {
        return Objects.requireNonNullElse(client.getNamespace(), "default");
    }

    private HeldLease take(LeaseObjects objects, String namespace, @Nullable OwnerReference owner)
            throws DriverException, InterruptedException {
        var end = Deadline.in(terms.patience());
        var observation = new Observation();
        boolean told = false;
        var trusted = Deadline.in(terms.trusted());
        var taken = api.create(objects.fresh(namespace, owner));
        while (true) {
            if (taken.isEmpty()) {
                trusted = Deadline.in(terms.trusted());
                taken = attempt(objects, namespace, owner, observation);
            }
            if (taken.isPresent()) {
                return HeldLease.keep(objects, api, terms, taken.get(), trusted);
            }
            if (end.passed()) {
                throw new LeaseHeldException("Another run works on Database " + objects.fullName()
                        + " and holds the Lease " + objects.name() + ": this one ends, to be tried again");
            }
            if (!told) {
                told = true;
                LOG.info("Waiting for the Lease {}, which another run holds", objects.name());
            }
            Thread.sleep(terms.retry());
        }
    }

    private Optional<Lease> attempt(
            LeaseObjects objects, String namespace, @Nullable OwnerReference owner, Observation observation)
            throws DriverException {
        var found = api.find(namespace, objects.name());
        if (found == null) {
            return api.create(objects.fresh(namespace, owner));
        }
        if (!objects.isOurs(found)) {
            throw DriverException.user(
                    DatabaseReasons.LEASE_CONFLICT,
                    "A Lease " + objects.name() + " exists in namespace " + namespace
                            + " and was not made by a run of this Database: delete it, or give the Database another"
                            + " name");
        }
        if (objects.isHeldByThisRun(found)) {
            // The answer to an earlier call was lost.
            return Optional.of(found);
        }
        if (observation.hasRunOut(found, objects.duration(found)) || LeaseObjects.holderHasEnded(found)) {
            LOG.info("The run that held the Lease {} is gone: taking it over", objects.name());
            return api.replace(objects.taken(found, owner));
        }
        return Optional.empty();
    }
}
