package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Secrets that a Database's deletion will need until it has run: each Database that uses a Secret puts a
 * finalizer of its own on it, so that deleting a whole namespace cannot take the admin's password away first.
 */
@Singleton
public final class SecretGuard {
    private final ClusterClient cluster;

    @Inject
    public SecretGuard(ClusterClient cluster) {
        this.cluster = cluster;
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

    /** Lets go of every Secret that the Database holds. Those that are gone are no matter. */
    public void releaseAll(DatabaseHandle database) {
        for (var name : database.usedSecrets()) {
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
        if (secret.getMetadata().getDeletionTimestamp() != null) {
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
                "The Secret " + secret.getMetadata().getName() + ", which the spec refers to, is being deleted:"
                        + " create it again");
    }

    private void release(DatabaseHandle database, String name) {
        var secret = find(database, name);
        var finalizer = finalizer(database);
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
        return cluster.raw()
                .secrets()
                .inNamespace(database.namespace())
                .withName(name)
                .get();
    }

    private static String finalizer(DatabaseHandle database) {
        return ApiGroup.SECRET_FINALIZER_PREFIX + database.uid();
    }
}
