package com.isotoma.dboperator.operator.josdk;

import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSource;
import com.isotoma.dboperator.crds.v1alpha1.RestoreSpec;
import com.isotoma.dboperator.crds.v1alpha1.S3Credentials;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.crds.v1alpha1.SecretKeyRef;
import com.isotoma.dboperator.crds.v1alpha1.SecretReferences;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores for informers that drop what the operator never reads before it is kept: most of each object, and every
 * password that somebody wrote into a spec. A store serves one informer, so these are for watching all namespaces at
 * once; an informer for each namespace keeps its objects whole.
 */
final class PruningStores {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final CredentialSource NOTHING = new CredentialSource(null, null);

    private PruningStores() {}

    static ItemStore<Database> databases() {
        return new Store<>(database -> {
            var spec = database.getSpec();
            if (spec != null) {
                database.setSpec(driverAndSecretNames(spec));
            }
        });
    }

    static ItemStore<Backup> backups() {
        return new Store<>(backup -> {
            var spec = backup.getSpec();
            if (spec != null) {
                backup.setSpec(
                        new BackupSpec(spec.database(), secretNames(spec.backupTo()), spec.notBefore(), spec.verify()));
            }
        });
    }

    static ItemStore<Restore> restores() {
        return new Store<>(restore -> {
            var spec = restore.getSpec();
            if (spec != null) {
                var from = spec.from();
                restore.setSpec(new RestoreSpec(
                        spec.database(),
                        new RestoreSource(from.backup(), from.latest(), null),
                        secretNames(spec.storage()),
                        null));
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

    private static DatabaseSpec driverAndSecretNames(DatabaseSpec spec) {
        var credentials = new AdminCredentials(
                secretName(spec.credentials().username()),
                secretName(spec.credentials().password()));
        return new DatabaseSpec(
                spec.driver(), null, Map.of(), credentials, secretNames(spec.backupTo()), null, null, null, null);
    }

    /** The operator gives the runs rights to these Secrets; what is in them it never learns. */
    private static @Nullable BackupTarget secretNames(@Nullable BackupTarget place) {
        if (place == null) {
            return null;
        }
        var store = place.target();
        var key = store == null || store.credentials() == null
                ? null
                : new S3Credentials(
                        secretName(store.credentials().accessKeyId()),
                        secretName(store.credentials().secretAccessKey()),
                        secretName(store.credentials().sessionToken()));
        return new BackupTarget(new S3Target(null, "", null, null, null, key), null, place.encryption());
    }

    private static @Nullable List<BackupTarget> secretNames(@Nullable List<BackupTarget> places) {
        return places == null
                ? null
                : places.stream()
                        .flatMap(place -> Stream.ofNullable(secretNames(place)))
                        .toList();
    }

    private static CredentialSource secretName(@Nullable CredentialSource source) {
        return SecretReferences.of(source)
                .findFirst()
                .map(name -> new CredentialSource(null, new ValueFrom(new SecretKeyRef(name, ""))))
                .orElse(NOTHING);
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
