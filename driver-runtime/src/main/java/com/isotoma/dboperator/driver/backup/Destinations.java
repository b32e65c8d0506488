package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.bucket.Bucket;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.bucket.Destination;
import com.isotoma.dboperator.driver.bucket.Place;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AttemptKeys;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.transfer.CopyRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The places that the copies of one attempt at a backup go to, with their stores open. */
final class Destinations implements AutoCloseable {
    private static final String COMPRESSED = ".zst";

    private final List<ObjectStore> stores = new ArrayList<>();
    private final List<CopyRun> copies = new ArrayList<>();
    /** One for all copies, so that two copies in the same place are seen to be there. */
    private final String attempt = AttemptKeys.newAttempt();

    private Destinations() {}

    /**
     * Opens the places of a backup. One that cannot be opened, since a Secret is missing or its StorageLocation is not for
     * this namespace, is a copy that has failed already.
     *
     * @throws DriverException when there is no place, or more than this process can serve
     */
    static Destinations open(Buckets storage, DatabaseHandle database, BackupFormat format, BackupRecord record)
            throws DriverException {
        var places = Place.of(database, record.places());
        S3ObjectStore.requireMemory(places.size());
        var opened = new Destinations();
        try {
            var taken = new HashSet<String>();
            for (var place : places) {
                opened.add(storage, place, bucket -> keys(bucket, database, format, record), taken, places.size());
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** @param taken the places before this one */
    private void add(Buckets storage, Place place, Function<Bucket, AttemptKeys> keys, Set<String> taken, int uploads) {
        var url = place.text();
        try {
            var bucket = storage.bucket(place);
            var attempts = keys.apply(bucket);
            var key = attempts.key(attempt, bucket.encrypted());
            url = bucket.url(key);
            if (!taken.add(bucket.s3().endpoint() + " " + url)) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        place.field() + " is the same place as one before it: remove it, or give another prefix");
            }
            var recipients = storage.recipients(bucket);
            var signer = storage.signer(bucket);
            var store = storage.open(bucket, uploads);
            stores.add(store);
            copies.add(new CopyRun(new Destination(
                    store, key, recipients, attempts, signer, storage.tenant(bucket, place.namespace()))));
        } catch (DriverException e) {
            copies.add(new CopyRun(url, e));
        }
    }

    private static AttemptKeys keys(Bucket bucket, DatabaseHandle database, BackupFormat format, BackupRecord record) {
        return AttemptKeys.of(
                bucket.s3().prefix(),
                database.namespace(),
                database.name(),
                record.createdAt(),
                record.name(),
                record.uid(),
                format.extension() + COMPRESSED);
    }

    List<CopyRun> copies() {
        return copies;
    }

    @Override
    public void close() {
        stores.forEach(ObjectStore::close);
    }
}
