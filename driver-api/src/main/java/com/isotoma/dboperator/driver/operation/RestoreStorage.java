package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.operation.RestoreSources.Source;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeIdentities;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the store that has the object to restore. */
final class RestoreStorage {
    private static final Pattern URL = Pattern.compile("s3://([^/]+)/(.+)");

    private final ClusterClient cluster;
    private final StorageTargets targets;

    @Inject
    RestoreStorage(ClusterClient cluster, StorageTargets targets) {
        this.cluster = cluster;
        this.targets = targets;
    }

    /**
     * An object, and how to read it; to be closed.
     *
     * @param identities the private keys; null when it is not encrypted
     */
    record Place(ObjectStore store, String key, @Nullable AgeIdentities identities) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /** @throws DriverException of kind USER when nothing says how to reach the object, or how to read it */
    Place open(DatabaseHandle database, RestoreHandle restore, Source source) throws DriverException {
        var url = URL.matcher(source.url());
        if (!url.matches()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The object to restore is '" + source.url() + "', which is no address such as s3://bucket/key");
        }
        var bucket = url.group(1);
        var way = inBucket(way(database, restore, source, bucket), bucket);
        var identities = identities(way, source);
        return new Place(targets.open(way, 1), url.group(2), identities);
    }

    private StorageTargets.Place way(DatabaseHandle database, RestoreHandle restore, Source source, String bucket)
            throws DriverException {
        var given = restore.spec().storage();
        if (given != null) {
            var way = new StorageTargets.Place(restore.namespace(), "spec.storage", given);
            if (!way.s3().bucket().equals(bucket)) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        "spec.storage.s3.bucket is '" + way.s3().bucket() + "', and the object to restore is "
                                + source.url() + ": correct one of them");
            }
            return way;
        }
        var ways = ways(database, source);
        for (var way : ways) {
            if (way.s3().bucket().equals(bucket)) {
                return way;
            }
        }
        if (ways.isEmpty()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "Nothing says how to reach " + source.url() + ": give spec.storage, or the Database "
                            + database.name() + " a spec.backupTo");
        }
        return ways.getFirst();
    }

    /** What resources say of how to reach backups, the likeliest first. */
    private List<StorageTargets.Place> ways(DatabaseHandle database, Source source) throws DriverException {
        var ways = new ArrayList<StorageTargets.Place>();
        var backup = source.backup();
        if (backup != null && !backup.places().isEmpty()) {
            ways.addAll(StorageTargets.of(database, backup.places()));
        }
        add(ways, database);
        if (backup != null && !backup.spec().database().equals(database.name())) {
            cluster.database(database.namespace(), backup.spec().database()).ifPresent(d -> add(ways, d));
        }
        return ways;
    }

    private static void add(List<StorageTargets.Place> ways, DatabaseHandle database) {
        Optional.ofNullable(database.spec().backupTo())
                .filter(target -> target.target() != null)
                .map(target -> new StorageTargets.Place(
                        database.namespace(), "spec.backupTo of Database " + database.name(), target))
                .ifPresent(ways::add);
    }

    private static StorageTargets.Place inBucket(StorageTargets.Place way, String bucket) throws DriverException {
        return new StorageTargets.Place(
                way.namespace(),
                way.field(),
                new BackupTarget(way.s3().withBucket(bucket), null, way.target().encryption()));
    }

    private @Nullable AgeIdentities identities(StorageTargets.Place way, Source source) throws DriverException {
        if (!source.url().endsWith(AgeRecipients.EXTENSION)) {
            return null;
        }
        if (!way.encrypted()) {
            throw DriverException.user(
                    Reasons.ENCRYPTION_KEY_INVALID,
                    source.url() + " is encrypted, and " + way.field()
                            + " does not say with what: give spec.storage with encryption.secretName, a Secret with"
                            + " the private key");
        }
        return targets.identities(way);
    }
}
