package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the Secrets of Databases and DatabaseUsers, and no Secret that was not made for them. */
@Singleton
final class SecretStore {
    private final ClusterClient cluster;

    @Inject
    SecretStore(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * The one of the name that the spec gives now; null where there is none.
     *
     * @throws DriverException of kind USER with {@link com.isotoma.dboperator.driver.spi.Reasons#SECRET_CONFLICT} when it is not
     *     this owner's
     */
    @Nullable
    Secret current(SecretOwner owner) throws DriverException {
        var existing = find(owner, owner.secretName());
        if (existing != null && !owner.owns(existing)) {
            throw owner.conflict();
        }
        return existing;
    }

    /** Those that a Database has under names of before, the latest first. */
    List<Secret> former(DatabaseHandle database) {
        var owner = SecretOwner.of(database);
        return SecretNames.of(database).others().stream()
                .flatMap(name -> Optional.ofNullable(find(owner, name)).stream())
                .filter(owner::owns)
                .toList();
    }

    /** The one that applications use: of the current name, or as long as there is none, of the latest of before. */
    Optional<Secret> inUse(DatabaseHandle database) throws DriverException {
        return inUse(database, current(SecretOwner.of(database)));
    }

    /** The same, by the one of the current name. */
    Optional<Secret> inUse(DatabaseHandle database, @Nullable Secret current) {
        return current == null ? former(database).stream().findFirst() : Optional.of(current);
    }

    /** Deletes those of these names that are the owner's. */
    void delete(SecretOwner owner, Collection<String> names) {
        for (var name : names) {
            var existing = find(owner, name);
            if (existing != null && owner.owns(existing)) {
                cluster.writer().resource(existing).delete();
            }
        }
    }

    private @Nullable Secret find(SecretOwner owner, String name) {
        return cluster.raw()
                .secrets()
                .inNamespace(owner.namespace())
                .withName(name)
                .get();
    }

    /** @return false when another write came between */
    boolean write(@Nullable Secret existing, Secret wanted) {
        if (existing == null) {
            try {
                cluster.writer().resource(wanted).create();
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                    return false;
                }
                throw e;
            }
        }
        if (!wanted.getType().equals(existing.getType())) {
            // The type of a Secret cannot be changed.
            cluster.writer().resource(existing).delete();
            return write(null, wanted);
        }
        var metadata = existing.getMetadata();
        var labels = SecretObject.labels(existing, wanted);
        var annotations = SecretObject.annotations(existing, wanted);
        if (wanted.getData().equals(existing.getData())
                && labels.equals(metadata.getLabels())
                && annotations.equals(metadata.getAnnotations())) {
            return true;
        }
        existing.setData(wanted.getData());
        metadata.setLabels(labels);
        metadata.setAnnotations(annotations);
        return cluster.replaceIfUnchanged(existing, false).isPresent();
    }
}
