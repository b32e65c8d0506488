package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the bucket of a Database remembers: one small object for each Restore that was carried out, in the folder of the
 * Database's backups. It outlives the Database, its namespace and the cluster. A Database without {@code spec.backupTo} has no
 * such memory.
 */
final class BucketNotes {
    private static final String MEDIA_TYPE = "application/json";

    private final StorageTargets targets;

    @Inject
    BucketNotes(StorageTargets targets) {
        this.targets = targets;
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(ObjectStore store, String key) throws DriverException, InterruptedException;
    }

    /** Whether a Restore of that name and request is remembered; an object that cannot be read as one is. */
    Optional<PastRestore> find(DatabaseHandle database, String restore, String request)
            throws DriverException, InterruptedException {
        return in(
                        database,
                        restore,
                        request,
                        (store, key) -> store.readIfAny(key)
                                .map(json -> read(new String(json, StandardCharsets.UTF_8), restore, request)))
                .flatMap(found -> found);
    }

    void add(DatabaseHandle database, PastRestore restore) throws DriverException, InterruptedException {
        var content = Serialization.asJson(restore).getBytes(StandardCharsets.UTF_8);
        var unused = in(database, String.valueOf(restore.name()), String.valueOf(restore.request()), (store, key) -> {
            store.put(key, content, MEDIA_TYPE);
            return true;
        });
    }

    void remove(DatabaseHandle database, PastRestore restore) throws DriverException, InterruptedException {
        var unused = in(database, String.valueOf(restore.name()), String.valueOf(restore.request()), (store, key) -> {
            store.clear(key, () -> {});
            return true;
        });
    }

    private <T> Optional<T> in(DatabaseHandle database, String restore, String request, Work<T> work)
            throws DriverException, InterruptedException {
        var place = Place.of(database, "spec.backupTo of Database " + database.name());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var bucket = targets.bucket(place.get());
        var key = ObjectKeys.ofRestore(bucket.s3().prefix(), database.namespace(), database.name(), restore, request);
        try (var store = targets.open(bucket, 1)) {
            return Optional.of(work.in(store, key));
        }
    }

    private static PastRestore read(String json, String restore, String request) {
        try {
            return Serialization.unmarshal(json, PastRestore.class);
        } catch (RuntimeException e) {
            // That there is one says enough: its key has the name and the request.
            return new PastRestore(restore, request, null, null, null);
        }
    }
}
