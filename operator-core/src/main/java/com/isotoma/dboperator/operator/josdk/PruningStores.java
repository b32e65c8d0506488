package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
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

    private static final Set<String> LABELS_OF_BACKUPS = Set.of(ApiGroup.SCHEDULE_LABEL);
    private static final Set<String> ANNOTATIONS_OF_BACKUPS =
            Set.of(ApiGroup.SCHEDULED_AT_ANNOTATION, ApiGroup.VERIFY_ANNOTATION);

    private PruningStores() {}

    static ItemStore<Database> databases() {
        return new Store<>(database -> {
            if (database.getSpec() != null) {
                database.setSpec(KeptParts.of(database.getSpec()));
            }
        });
    }

    static ItemStore<Backup> backups() {
        return new Store<>(backup -> {
            if (backup.getSpec() != null) {
                backup.setSpec(KeptParts.of(backup.getSpec()));
            }
            if (backup.getStatus() != null) {
                backup.setStatus(KeptParts.of(backup.getStatus()));
            }
            var meta = backup.getMetadata();
            meta.setNamespace(meta.getNamespace().intern());
            meta.setLabels(only(LABELS_OF_BACKUPS, meta.getLabels()));
            meta.setAnnotations(only(ANNOTATIONS_OF_BACKUPS, meta.getAnnotations()));
        });
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
            if (restore.getSpec() != null) {
                restore.setSpec(KeptParts.of(restore.getSpec()));
            }
        });
    }

    static ItemStore<StorageLocation> locations() {
        return new Store<>(location -> {
            if (location.getSpec() != null) {
                location.setSpec(KeptParts.of(location.getSpec()));
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
