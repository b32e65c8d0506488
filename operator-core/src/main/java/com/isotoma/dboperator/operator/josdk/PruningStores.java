package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSource;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores for informers that drop what the operator never reads before it is kept: most of each object, and every
 * password that somebody wrote into a spec. A store serves one informer, so these are for watching all namespaces at
 * once; an informer for each namespace keeps its objects whole.
 */
final class PruningStores {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final CredentialSource NOTHING = new CredentialSource(null, null);
    private static final S3Target NO_BUCKET = new S3Target(null, "", null, null, null, null);
    private static final AdminCredentials NO_CREDENTIALS = new AdminCredentials(NOTHING, NOTHING);

    private static final Set<String> LABELS_OF_BACKUPS = Set.of(ApiGroup.SCHEDULE_LABEL);
    private static final Set<String> ANNOTATIONS_OF_BACKUPS =
            Set.of(ApiGroup.SCHEDULED_AT_ANNOTATION, ApiGroup.VERIFY_ANNOTATION);

    private PruningStores() {}

    static ItemStore<Database> databases() {
        return new Store<>(database -> {
            var spec = database.getSpec();
            if (spec != null) {
                database.setSpec(onlyWhatIsRead(spec));
            }
        });
    }

    static ItemStore<Backup> backups() {
        return new Store<>(backup -> {
            var spec = backup.getSpec();
            if (spec != null) {
                var places = spec.backupTo();
                backup.setSpec(new BackupSpec(
                        spec.database().intern(),
                        places == null
                                ? null
                                : places.stream()
                                        .map(PruningStores::onlyLocation)
                                        .toList(),
                        spec.notBefore(),
                        spec.verify()));
            }
            if (backup.getStatus() != null) {
                backup.setStatus(onlyRead(backup.getStatus()));
            }
            var meta = backup.getMetadata();
            meta.setNamespace(meta.getNamespace().intern());
            meta.setLabels(only(LABELS_OF_BACKUPS, meta.getLabels()));
            meta.setAnnotations(only(ANNOTATIONS_OF_BACKUPS, meta.getAnnotations()));
        });
    }

    /** Thousands of Backups have ended, and nearly all of their status is for people. */
    private static BackupStatus onlyRead(BackupStatus status) {
        var verification = status.verification();
        return new BackupStatus(
                status.phase(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                status.completedAt(),
                null,
                null,
                status.driver() == null ? null : status.driver().intern(),
                null,
                null,
                verification == null
                        ? null
                        : new Verification(verification.request(), null, null, null, null, null, null),
                null);
    }

    private static @Nullable Map<String, String> only(Set<String> keys, @Nullable Map<String, String> all) {
        if (all == null) {
            return null;
        }
        var kept = new HashMap<>(all);
        kept.keySet().retainAll(keys);
        return Map.copyOf(kept);
    }

    static ItemStore<Restore> restores() {
        return new Store<>(restore -> {
            var spec = restore.getSpec();
            if (spec != null) {
                var from = spec.from();
                restore.setSpec(new RestoreSpec(
                        spec.database(),
                        new RestoreSource(from.backup(), from.latest(), null),
                        onlyLocation(spec.storage()),
                        spec.overwrite()));
            }
        });
    }

    static ItemStore<StorageLocation> locations() {
        return new Store<>(location -> {
            var spec = location.getSpec();
            if (spec != null) {
                location.setSpec(
                        new StorageLocationSpec(NO_BUCKET, null, spec.allowedNamespaces(), spec.checkInterval()));
            }
        });
    }

    static ItemStore<Job> jobs() {
        return new Store<>(job -> {
            if (job.getSpec() != null) {
                job.getSpec().setTemplate(null);
                job.getSpec().setPodFailurePolicy(null);
            }
        });
    }

    /** That there is a place stays visible, and its name where it has one. */
    private static @Nullable BackupTarget onlyLocation(@Nullable BackupTarget place) {
        return place == null ? null : new BackupTarget(null, null, place.location(), null);
    }

    private static DatabaseSpec onlyWhatIsRead(DatabaseSpec spec) {
        return new DatabaseSpec(
                spec.driver(),
                null,
                Map.of(),
                NO_CREDENTIALS,
                onlyLocation(spec.backupTo()),
                null,
                spec.deletionPolicy(),
                null,
                null);
    }

    /** Runs before the object is kept or announced, in the one thread of its informer. */
    private static final class Store<T extends HasMetadata> extends BasicItemStore<T> {
        private final Consumer<T> pruning;

        Store(Consumer<T> pruning) {
            super(Cache::metaNamespaceKeyFunc);
            this.pruning = pruning;
        }

        @Override
        public T put(String key, T object) {
            var meta = object.getMetadata();
            meta.setManagedFields(List.of());
            if (meta.getAnnotations() != null) {
                meta.getAnnotations().remove(LAST_APPLIED);
            }
            pruning.accept(object);
            return super.put(key, object);
        }
    }
}
