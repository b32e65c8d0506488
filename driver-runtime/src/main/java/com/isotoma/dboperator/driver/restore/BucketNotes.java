package com.isotoma.dboperator.driver.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.PastRestore;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.bucket.Place;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.ObjectKeys;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bucket of a Database remembers: one small object for each Restore that was carried out, in the folder of the
 * Database's backups. It outlives the Database, its namespace and the cluster. A Database without {@code spec.backupTo} has no
 * such memory.
 */
final class BucketNotes {
    private static final Logger LOG = LoggerFactory.getLogger(BucketNotes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/json";

    private final Buckets targets;

    @Inject
    BucketNotes(Buckets targets) {
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
                        (store, key) -> store.readIfAny(key).map(json -> read(json, restore, request)))
                .flatMap(found -> found);
    }

    void add(DatabaseHandle database, PastRestore restore) throws DriverException, InterruptedException {
        var content = json(restore);
        var unused = in(database, String.valueOf(restore.name()), String.valueOf(restore.request()), (store, key) -> {
            // One that is there is remembered already: a store that keeps what it has need not take it once more.
            return store.putNew(key, content, MEDIA_TYPE);
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

    private static byte[] json(PastRestore restore) {
        try {
            return JSON.writeValueAsBytes(restore);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text can always be written", e);
        }
    }

    private static PastRestore read(byte[] json, String restore, String request) {
        try {
            return JSON.readValue(json, PastRestore.class);
        } catch (IOException e) {
            // That there is one says enough: its key has the name and the request.
            LOG.warn("What is remembered of the Restore {} cannot be read: {}", restore, e.getMessage());
            return new PastRestore(restore, request, null, null, null);
        }
    }
}
