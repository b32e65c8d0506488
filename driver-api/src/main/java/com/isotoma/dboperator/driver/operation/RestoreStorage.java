package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.operation.RestoreSources.Source;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** A store and a key in it; to be closed. */
    record Place(ObjectStore store, String key) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }
    }

    /** @throws DriverException of kind USER when nothing says how to reach the object */
    Place open(DatabaseHandle database, RestoreHandle restore, Source source) throws DriverException {
        var url = URL.matcher(source.url());
        if (!url.matches()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    "The object to restore is '" + source.url() + "', which is no address such as s3://bucket/key");
        }
        var bucket = url.group(1);
        var way = way(database, restore, source, bucket);
        var target = inBucket(way.getValue(), bucket);
        return new Place(targets.open(database.namespace(), target, way.getKey()), url.group(2));
    }

    /** The field that says how, and what it says. */
    private Map.Entry<String, S3Target> way(
            DatabaseHandle database, RestoreHandle restore, Source source, String bucket) throws DriverException {
        var given = target(restore.spec().storage());
        if (given.isPresent()) {
            if (!given.get().bucket().equals(bucket)) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        "spec.storage.s3.bucket is '" + given.get().bucket() + "', and the object to restore is "
                                + source.url() + ": correct one of them");
            }
            return Map.entry("spec.storage", given.get());
        }
        var ways = new LinkedHashMap<String, S3Target>();
        target(database.spec().backupTo()).ifPresent(t -> ways.put("spec.backupTo of Database " + database.name(), t));
        dumped(database, source)
                .ifPresent(d -> target(d.spec().backupTo())
                        .ifPresent(t -> ways.put("spec.backupTo of Database " + d.name(), t)));
        return ways.entrySet().stream()
                .filter(w -> w.getValue().bucket().equals(bucket))
                .findFirst()
                .or(() -> ways.entrySet().stream().findFirst())
                .orElseThrow(() -> DriverException.user(
                        Reasons.INVALID_SPEC,
                        "Nothing says how to reach " + source.url() + ": give spec.storage, or the Database "
                                + database.name() + " a spec.backupTo"));
    }

    /** The Database that the Backup is of, if that is another one and still exists. */
    private Optional<DatabaseHandle> dumped(DatabaseHandle database, Source source) {
        var backup = source.backup();
        return backup == null || backup.spec().database().equals(database.name())
                ? Optional.empty()
                : cluster.database(database.namespace(), backup.spec().database());
    }

    private static Optional<S3Target> target(@Nullable BackupTarget given) {
        return Optional.ofNullable(given).map(BackupTarget::target);
    }

    private static S3Target inBucket(S3Target target, String bucket) {
        return new S3Target(
                target.region(), bucket, target.prefix(), target.endpoint(), target.pathStyle(), target.credentials());
    }
}
