package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CopyPhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.ListedObject;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of completed Backups, copy by copy, in the places that the Backups or their Database say now. Each place is
 * opened, and each folder listed, once.
 */
public final class StoredBackups implements AutoCloseable {
    private final ClusterClient cluster;
    private final Buckets targets;
    private final @Nullable DatabaseHandle database;
    private final Map<String, Optional<Manifest>> manifests = new HashMap<>();
    private final Map<Bucket, ObjectStore> stores = new HashMap<>();
    private final Map<Folder, Map<String, Long>> sizesByFolder = new HashMap<>();

    private StoredBackups(ClusterClient cluster, Buckets targets, @Nullable DatabaseHandle database) {
        this.cluster = cluster;
        this.targets = targets;
        this.database = database;
    }

    private record Folder(ObjectStore store, String prefix) {}

    /** Opens the stores of Databases. */
    public static final class Opener {
        private final ClusterClient cluster;
        private final Buckets targets;

        @Inject
        public Opener(ClusterClient cluster, SystemNamespace system, SecretValues secrets, Permit permit) {
            this.cluster = cluster;
            targets = new Buckets(cluster, system, secrets, permit);
        }

        public StoredBackups open(DatabaseHandle database) {
            return new StoredBackups(cluster, targets, database);
        }

        /** Only the places that Backups say themselves, since their Database is gone. */
        public StoredBackups openWithoutDatabase() {
            return new StoredBackups(cluster, targets, null);
        }
    }

    /**
     * Whether a copy of the Backup is there, and as large as it was stored.
     *
     * @throws DriverException when a store cannot be opened or listed
     */
    public boolean has(BackupHandle backup) throws DriverException, InterruptedException {
        boolean found = false;
        for (var copy : copies(backup)) {
            var wanted = copy.size();
            var reached = copy.reached();
            if (reached.isPresent()) {
                var size = sizes(reached.get().store(), reached.get().key())
                        .get(reached.get().key());
                found |= size != null && (wanted == null || wanted.equals(size));
            }
        }
        return found;
    }

    /**
     * Whether a copy of the Backup went to a place that only runs in the operator's namespace can open, and this is none.
     * Nothing can be said of such a Backup here.
     */
    public boolean outOfReach(BackupHandle backup) throws DriverException {
        return places(backup).stream().anyMatch(targets::outOfReach);
    }

    /**
     * Whether the run of a Backup that goes to these places, or where its Database says, is in the operator's namespace: since
     * it uses a StorageLocation, or its Database a DatabaseServer.
     */
    public boolean madeWithLocations(List<BackupTarget> places) throws DriverException {
        return (database != null && database.spec().server() != null)
                || places(places).stream().anyMatch(place -> place.target().location() != null);
    }

    /** Whether every copy of the Backup is, or would be, in a place that is known. */
    public boolean reaches(BackupHandle backup) throws DriverException {
        return copies(backup).stream().allMatch(copy -> copy.reached().isPresent());
    }

    /**
     * What the manifest of the Backup says, by the first copy in a place that is known.
     *
     * @return empty where there is none, or none that this version reads
     * @throws DriverException when a store cannot be opened or read
     */
    public Optional<Manifest> manifest(BackupHandle backup) throws DriverException, InterruptedException {
        var known = manifests.get(backup.name());
        if (known == null) {
            known = readManifest(backup);
            manifests.put(backup.name(), known);
        }
        return known;
    }

    private Optional<Manifest> readManifest(BackupHandle backup) throws DriverException, InterruptedException {
        for (var copy : reached(backup)) {
            var manifest = copy.manifest();
            if (manifest.isPresent()) {
                return manifest;
            }
        }
        return Optional.empty();
    }

    /**
     * Removes the manifest and then the object of each copy, and after them what other attempts at the Backup have left.
     * What is not there, or is in no place that is known, is no matter. What is not known to be the Backup's own stays.
     *
     * @return what stays, and why
     * @throws DriverException when a store refuses to remove a copy
     * @throws com.isotoma.dboperator.driver.cluster.LostRaceException when another run has moved the Backup on
     */
    public List<String> remove(BackupHandle backup) throws DriverException, InterruptedException {
        var stays = new ArrayList<String>();
        // A Backup that is gone cannot be moved on: what is left of it may be removed.
        Runnable claim = () -> {
            boolean unused = backup.refresh();
        };
        for (var copy : reached(backup)) {
            stays.addAll(copy.remove(backup, cluster.clusterId(), claim));
        }
        return stays;
    }

    private List<StoredCopy.Reached> reached(BackupHandle backup) throws DriverException {
        return copies(backup).stream().flatMap(copy -> copy.reached().stream()).toList();
    }

    private List<Place> places(BackupHandle backup) throws DriverException {
        return database == null && !backup.places().isEmpty()
                ? Place.of(backup.namespace(), backup.places())
                : places(backup.places());
    }

    private List<Place> places(List<BackupTarget> own) throws DriverException {
        if (database == null) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "the Database is gone, whose backupTo says how the store is reached: create a Database of that name with"
                            + " that backupTo");
        }
        return Place.of(database, own);
    }

    /**
     * Copies that are not known to be this Backup's, in places that are known: another Backup's manifest lies beside them, or
     * one of another cluster or an earlier namespace, which may count on them.
     *
     * @return why they are not to be removed with it, one phrase each
     * @throws DriverException when a store cannot be opened or read
     */
    public List<String> foreign(BackupHandle backup) throws DriverException, InterruptedException {
        var foreign = new ArrayList<String>();
        for (var copy : reached(backup)) {
            copy.foreign(backup, cluster.clusterId()).ifPresent(foreign::add);
        }
        return foreign;
    }

    private List<StoredCopy> copies(BackupHandle backup) throws DriverException {
        var places = places(backup);
        var status = backup.status();
        var copies = new ArrayList<StoredCopy>();
        if (status.copies() == null) {
            if (status.destination() != null) {
                copies.add(stored(status.destination(), status.sizeBytes(), places));
            }
            return copies;
        }
        for (int i = 0; i < status.copies().size(); i++) {
            var copy = status.copies().get(i);
            if (copy.phase() == CopyPhase.COMPLETED && copy.destination() != null) {
                // Two places may have buckets of one name: the copy's own is tried first.
                var own = i < places.size() ? List.of(places.get(i)) : List.<Place>of();
                var candidates = Stream.concat(own.stream(), places.stream()).toList();
                copies.add(stored(copy.destination(), copy.sizeBytes(), candidates));
            }
        }
        return copies;
    }

    private StoredCopy stored(String url, @Nullable Long size, List<Place> places) throws DriverException {
        for (var place : places) {
            var bucket = targets.bucket(place);
            if (bucket.holds(url)) {
                return new StoredCopy(store(bucket), targets.tenant(bucket, place.namespace()), url, size);
            }
        }
        return new StoredCopy(null, FolderTenant.ANY, url, size);
    }

    private ObjectStore store(Bucket bucket) throws DriverException {
        var open = stores.get(bucket);
        if (open == null) {
            open = targets.open(bucket, 1);
            stores.put(bucket, open);
        }
        return open;
    }

    private Map<String, Long> sizes(ObjectStore store, String key) throws DriverException, InterruptedException {
        var folder = key.substring(0, key.lastIndexOf('/') + 1);
        var known = sizesByFolder.get(new Folder(store, folder));
        if (known == null) {
            known = store.list(folder).stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size));
            sizesByFolder.put(new Folder(store, folder), known);
        }
        return known;
    }

    @Override
    public void close() {
        stores.values().forEach(ObjectStore::close);
    }
}
