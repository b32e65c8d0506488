package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.storage.ListedObject;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The objects of completed Backups, in the place that their Database backs up to now. Each folder is listed once. */
public final class StoredBackups implements AutoCloseable {
    private final ObjectStore store;
    private final Map<String, Map<String, Long>> sizesByFolder = new HashMap<>();

    private StoredBackups(ObjectStore store) {
        this.store = store;
    }

    /** Opens the stores of Databases. */
    public static final class Opener {
        private final StorageTargets targets;

        @Inject
        public Opener(SecretValues secrets, Permit permit) {
            targets = new StorageTargets(secrets, permit);
        }

        /** @throws DriverException when the Database has no place for backups, or its credentials cannot be read */
        public StoredBackups open(DatabaseHandle database) throws DriverException {
            return new StoredBackups(targets.open(database));
        }
    }

    /**
     * Whether the Backup's object is there, and as large as it was stored.
     *
     * @throws DriverException when the store cannot be listed
     */
    public boolean has(BackupHandle backup) throws DriverException, InterruptedException {
        var key = key(backup);
        if (key.isEmpty()) {
            return false;
        }
        var size = sizes(key.get()).get(key.get());
        var expected = backup.status().sizeBytes();
        return size != null && (expected == null || expected.equals(size));
    }

    /** Whether the Backup's object would be in this place. */
    public boolean reaches(BackupHandle backup) {
        return key(backup).isPresent();
    }

    /**
     * Removes the Backup's manifest and then its object. What is not there, or is in another place than the Database's,
     * is no matter.
     *
     * @throws DriverException when the store refuses
     * @throws com.isotoma.dboperator.driver.cluster.LostRaceException when another run has moved the Backup on
     */
    public void remove(BackupHandle backup) throws DriverException, InterruptedException {
        var key = key(backup);
        if (key.isPresent()) {
            store.clear(key.get(), () -> {
                // One that is gone is nobody's: what is left of it may be removed.
                boolean unused = backup.refresh();
            });
        }
    }

    private Optional<String> key(BackupHandle backup) {
        var destination = backup.status().destination();
        var bucket = store.url("");
        return destination != null && destination.startsWith(bucket)
                ? Optional.of(destination.substring(bucket.length()))
                : Optional.empty();
    }

    private Map<String, Long> sizes(String key) throws DriverException, InterruptedException {
        var folder = key.substring(0, key.lastIndexOf('/') + 1);
        var known = sizesByFolder.get(folder);
        if (known == null) {
            known = store.list(folder).stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size));
            sizesByFolder.put(folder, known);
        }
        return known;
    }

    @Override
    public void close() {
        store.close();
    }
}
