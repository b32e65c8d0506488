package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.NestedLocations;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.reasons.DatabaseReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The part of the Kubernetes API that a run uses. Calls are made by one thread, or by one at a time. */
@Singleton
public final class ClusterClient {
    private final KubernetesClient client;
    private final Clock clock;
    private final Permit permit;

    @Inject
    public ClusterClient(KubernetesClient client, Clock clock, Permit permit) {
        this.client = client;
        this.clock = clock;
        this.permit = permit;
    }

    /** One that may always write. */
    public ClusterClient(KubernetesClient client, Clock clock) {
        this(client, clock, Permit.ALWAYS);
    }

    public Optional<DatabaseHandle> database(String namespace, String name) {
        var found = client.resources(Database.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(Unreadable::require).map(d -> new DatabaseHandle(this, d, clock));
    }

    /**
     * Whether there is certainly no Database of that name. A run may not look for most, and of those it does not know.
     */
    public boolean isKnownToBeGone(String namespace, String name) {
        try {
            return database(namespace, name).isEmpty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return false;
            }
            throw e;
        }
    }

    public Optional<BackupHandle> backup(String namespace, String name) {
        var found = client.resources(Backup.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(Unreadable::require).map(b -> new BackupHandle(this, b, clock));
    }

    /** The Backups of a Database that can be read, in no order. */
    public List<BackupHandle> backupsOf(String namespace, String database) {
        return client.resources(Backup.class).inNamespace(namespace).list().getItems().stream()
                .filter(b -> Unreadable.readable(b) && b.getSpec().database().equals(database))
                .map(b -> new BackupHandle(this, b, clock))
                .toList();
    }

    public Optional<RestoreHandle> restore(String namespace, String name) {
        var found = client.resources(Restore.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(found).map(Unreadable::require).map(r -> new RestoreHandle(this, r, clock));
    }

    /** The Restores into a Database that can be read, in no order. */
    public List<RestoreHandle> restoresOf(String namespace, String database) {
        return client.resources(Restore.class).inNamespace(namespace).list().getItems().stream()
                .filter(r -> Unreadable.readable(r) && r.getSpec().database().equals(database))
                .map(r -> new RestoreHandle(this, r, clock))
                .toList();
    }

    /** The names of StorageLocations because of which this one is not used; see {@link NestedLocations}. */
    public SortedSet<String> locationsBefore(LocationHandle location) {
        return NestedLocations.before(
                location.resource(),
                client.resources(StorageLocation.class).list().getItems().stream()
                        .filter(Unreadable::readable));
    }

    public Optional<LocationHandle> location(String name) {
        var found = client.resources(StorageLocation.class).withName(name).get();
        return Optional.ofNullable(found).map(Unreadable::require).map(l -> new LocationHandle(this, l, clock));
    }

    public Optional<ServerHandle> server(String name) {
        var found = client.resources(DatabaseServer.class).withName(name).get();
        return Optional.ofNullable(found).map(Unreadable::require).map(s -> new ServerHandle(this, s, clock));
    }

    /**
     * Makes the Backup, or returns the one of that name that is there already.
     *
     * @return empty when there is none and the namespace is on its way out and takes nothing new
     */
    public Optional<BackupHandle> createBackup(Backup backup) {
        var metadata = backup.getMetadata();
        try {
            return Optional.of(new BackupHandle(this, writer().resource(backup).create(), clock));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return backup(metadata.getNamespace(), metadata.getName());
            }
            if (namespaceIsTerminating(e)) {
                return backup(metadata.getNamespace(), metadata.getName());
            }
            throw e;
        }
    }

    /** Whether a namespace is on its way out, so that nothing in it is waited for: found out by a trial that makes nothing. */
    public boolean isLeaving(Backup like) {
        var trial = new Backup();
        trial.setMetadata(new ObjectMetaBuilder()
                .withNamespace(like.getMetadata().getNamespace())
                .withGenerateName("trial-")
                .build());
        trial.setSpec(new BackupSpec(like.getSpec().database()));
        try {
            var unused = client.resource(trial).dryRun().create();
            return false;
        } catch (KubernetesClientException e) {
            if (namespaceIsTerminating(e)) {
                return true;
            }
            throw e;
        }
    }

    /** All Backups of a namespace, those of other Databases among them. */
    public List<BackupHandle> backupsIn(String namespace) {
        return client.resources(Backup.class).inNamespace(namespace).list().getItems().stream()
                .filter(Unreadable::readable)
                .map(b -> new BackupHandle(this, b, clock))
                .toList();
    }

    /** Whether a resource could not be made because its namespace is being deleted. */
    public static boolean namespaceIsTerminating(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                && e.getStatus() != null
                && e.getStatus().getDetails() != null
                && e.getStatus().getDetails().getCauses().stream()
                        .anyMatch(c -> "NamespaceTerminating".equals(c.getReason()));
    }

    /**
     * What tells this cluster from others: the uid of its namespace kube-system, which lives as long as the cluster.
     *
     * @throws DriverException when the service account may not read it
     */
    public String clusterId() throws DriverException {
        var system = client.namespaces().withName("kube-system").get();
        if (system == null) {
            throw DriverException.internal(
                    DatabaseReasons.CLUSTER_ID_UNKNOWN, "The namespace kube-system does not exist", null);
        }
        return system.getMetadata().getUid();
    }

    /**
     * The namespace, for a run that works in it.
     *
     * @return empty where the account may not read it, as that of a run that a person has started
     */
    public Optional<NamespaceIdentity> namespace(String name) {
        try {
            return Optional.ofNullable(client.namespaces().withName(name).get()).map(NamespaceIdentity::of);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** For reading. */
    public KubernetesClient raw() {
        return client;
    }

    /**
     * For one write, right now.
     *
     * @throws LeaseLostException when this run may write no more
     */
    public KubernetesClient writer() {
        permit.require();
        return client;
    }

    /**
     * Writes the status, or the rest, of {@code resource} if nobody has changed it since it was read.
     *
     * @return the resource as it is now, or empty when somebody has
     */
    public <T extends HasMetadata> Optional<T> replaceIfUnchanged(T resource, boolean statusOnly) {
        var operation = writer().resource(resource)
                .lockResourceVersion(resource.getMetadata().getResourceVersion());
        return unlessChanged(() -> statusOnly ? operation.updateStatus() : operation.update());
    }

    private static <T> Optional<T> unlessChanged(Supplier<T> write) {
        try {
            return Optional.of(write.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Reads {@code resource} anew; a resource of the same name made later is not the same one.
     *
     * @throws LostRaceException when it is gone
     */
    public <T extends HasMetadata> T reread(T resource) {
        return find(resource)
                .orElseThrow(() -> new LostRaceException(
                        resource.getKind() + " " + resource.getMetadata().getName() + " is gone"));
    }

    /** {@code resource} as it is now, or empty when it is gone. */
    public <T extends HasMetadata> Optional<T> find(T resource) {
        return Optional.ofNullable(client.resource(resource).get())
                .map(Unreadable::require)
                .filter(now ->
                        resource.getMetadata().getUid().equals(now.getMetadata().getUid()));
    }

    /** Changes finalizers and annotations of {@code resource}, again and again until nobody comes between. */
    public <T extends HasMetadata> T editMetadata(T resource, Consumer<T> change) {
        var current = resource;
        while (true) {
            change.accept(current);
            var written = patchMetadata(current);
            if (written.isPresent()) {
                return written.get();
            }
            current = reread(current);
        }
    }

    /** Sends nothing but metadata: fields of the spec that this version does not know stay as they are. */
    private <T extends HasMetadata> Optional<T> patchMetadata(T resource) {
        var metadata = resource.getMetadata();
        var patch = Map.of(
                "metadata",
                Map.of(
                        "resourceVersion", metadata.getResourceVersion(),
                        "finalizers", metadata.getFinalizers(),
                        "annotations", Objects.requireNonNullElse(metadata.getAnnotations(), Map.of())));
        return unlessChanged(() ->
                writer().resource(resource).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch)));
    }
}
