package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.reasons.DriverEvents;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secrets that a Database's deletion will need until it has run: each Database that uses a Secret puts a
 * finalizer of its own on it, so that deleting a whole namespace cannot take the admin's password away first.
 */
@Singleton
public final class SecretGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SecretGuard.class);

    private final ClusterClient cluster;
    private final EventRecorder events;

    @Inject
    public SecretGuard(ClusterClient cluster, EventRecorder events) {
        this.cluster = cluster;
        this.events = events;
    }

    /**
     * Holds {@code wanted} and lets go of those that the Database held before and does not use any more.
     *
     * @throws DriverException of kind USER when one of them does not exist or is being deleted
     */
    public void hold(DatabaseHandle database, Set<String> wanted) throws DriverException {
        var before = new TreeSet<>(database.usedSecrets());
        var all = new TreeSet<>(before);
        all.addAll(wanted);
        database.hold(all);
        for (var name : wanted) {
            var secret = find(database, name);
            if (secret == null) {
                throw DriverException.user(
                        Reasons.SECRET_NOT_FOUND,
                        "The Secret " + name + ", which the spec refers to, does not exist in namespace "
                                + database.namespace() + ": create it, or correct the name");
            }
            hold(secret, finalizer(database));
        }
        before.removeAll(wanted);
        for (var name : before) {
            release(database, name);
        }
        database.hold(wanted);
    }

    /**
     * Holds again what the Database holds and other tools have taken its finalizer off, and looks whether one of them is being
     * deleted. A Secret that is gone, or cannot be held any more, is left to whoever needs its values.
     *
     * @return what is to be said of Secrets that are being deleted; empty when none is
     */
    public Optional<String> keep(DatabaseHandle database) {
        var leaving = new ArrayList<String>();
        for (var name : SecretReferences.of(database.spec())) {
            var secret = find(database, name);
            if (secret != null && leaving(secret)) {
                var message = HeldSecret.message(secret, finalizer(database), database.name());
                events.warning(secret, DriverEvents.SECRET_HELD, message);
                leaving.add(message);
            } else if (secret != null && database.usedSecrets().contains(name)) {
                holdAgain(secret, finalizer(database));
            }
        }
        return leaving.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", leaving));
    }

    private static boolean leaving(Secret secret) {
        return secret.getMetadata().getDeletionTimestamp() != null;
    }

    private void holdAgain(Secret secret, String finalizer) {
        try {
            hold(secret, finalizer);
        } catch (DriverException gone) {
            LOG.info("{}", gone.getMessage());
        }
    }

    /**
     * Releases every Secret that the Database holds, by its record and by its spec: other tools may have taken the record
     * away. Those that are gone are no matter.
     */
    public void releaseAll(DatabaseHandle database) {
        var all = new TreeSet<>(database.usedSecrets());
        all.addAll(SecretReferences.of(database.spec()));
        for (var name : all) {
            release(database, name);
        }
    }

    /**
     * Lets go of the Secrets of a Database that does not exist any more, for a run that could not end its work on it. The
     * API server lets a resource go although a finalizer was put on it, when that happens at the very moment of its
     * deletion; nobody but the run that put it on knows then which Secrets were held for it. The thread may be interrupted,
     * as it is when the garbage collector ends the run of a Database that is gone; it stays so.
     */
    public void releaseIfGone(DatabaseHandle database) {
        boolean interrupted = Thread.interrupted();
        try {
            if (cluster.find(database.resource()).isEmpty()) {
                releaseAll(database);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void hold(Secret secret, String finalizer) throws DriverException {
        if (secret.getMetadata().getFinalizers().contains(finalizer)) {
            return;
        }
        if (leaving(secret)) {
            throw goingAway(secret);
        }
        try {
            cluster.editMetadata(secret, s -> {
                if (!s.getMetadata().getFinalizers().contains(finalizer)) {
                    s.getMetadata().getFinalizers().add(finalizer);
                }
            });
        } catch (LostRaceException gone) {
            // Nobody else does this run's work: it cannot end as if somebody did.
            throw goingAway(secret);
        }
    }

    private static DriverException goingAway(Secret secret) {
        return DriverException.user(
                Reasons.SECRET_NOT_FOUND,
                "The Secret " + secret.getMetadata().getName() + ", which the spec refers to, is being deleted, so a"
                        + " Database cannot begin to use it now: create a Secret of another name with the same values and"
                        + " name that one in the spec");
    }

    /** Releases what a Database held that does not exist any more; a Secret that is gone is left out. */
    public void release(String namespace, String uid, Set<String> names) {
        for (var name : names) {
            release(find(namespace, name), ApiGroup.SECRET_FINALIZER_PREFIX + uid);
        }
    }

    private void release(DatabaseHandle database, String name) {
        release(find(database, name), finalizer(database));
    }

    private void release(@Nullable Secret secret, String finalizer) {
        if (secret != null && secret.getMetadata().getFinalizers().contains(finalizer)) {
            try {
                cluster.editMetadata(
                        secret, s -> s.getMetadata().getFinalizers().removeIf(finalizer::equals));
            } catch (LostRaceException gone) {
                // Deleted by somebody who took the finalizer off: nothing is left to let go of.
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                    throw e;
                }
            }
        }
    }

    private @Nullable Secret find(DatabaseHandle database, String name) {
        return find(database.namespace(), name);
    }

    private @Nullable Secret find(String namespace, String name) {
        return cluster.raw().secrets().inNamespace(namespace).withName(name).get();
    }

    private static String finalizer(DatabaseHandle database) {
        return ApiGroup.SECRET_FINALIZER_PREFIX + database.uid();
    }
}
