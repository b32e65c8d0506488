package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.AttemptKeys;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.Manifests;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a Backup that was stored and checked, as its status says. A status is only a claim, which whoever may write it can
 * make of any object in the same bucket: nothing is removed whose manifest says that it is another's.
 *
 * @param store null where none of the places that are known is the one that the copy went to
 * @param tenant whose backups count in that place
 * @param size in bytes; null where the status has none
 */
record StoredCopy(
        @Nullable ObjectStore store,
        FolderTenant tenant,
        String url,
        @Nullable Long size) {

    /** A copy in a place that is known. */
    record Reached(StoredCopy copy, ObjectStore store, String key) {
        /**
         * @return empty where there is no manifest, or none that this version reads
         * @throws DriverException when the store cannot be read
         */
        Optional<Manifest> manifest() throws DriverException, InterruptedException {
            return Manifests.read(store, Manifest.keyOf(key));
        }

        /**
         * Why it is not known to be the Backup's own. One without a manifest is what a removal that was cut off has left, or an
         * upload: it is no backup of anything.
         *
         * @param cluster of this run
         * @return empty for one that is the Backup's own
         * @throws DriverException when the store cannot be read
         */
        Optional<String> foreign(BackupHandle backup, String cluster) throws DriverException, InterruptedException {
            if (AttemptKeys.ofKey(key).isEmpty()) {
                return Optional.of(copy.url() + " has no key that a backup is stored under");
            }
            return foreign(key, backup, cluster);
        }

        private Optional<String> foreign(String object, BackupHandle backup, String cluster)
                throws DriverException, InterruptedException {
            var content = store.read(Manifest.keyOf(object));
            return content.isEmpty() ? Optional.empty() : foreign(object, content.get(), backup, cluster);
        }

        private Optional<String> foreign(String object, byte[] manifest, BackupHandle backup, String cluster)
                throws DriverException {
            var url = store.url(object);
            Manifest.Origin origin;
            try {
                origin = Manifest.fromJson(manifest).origin();
            } catch (IOException e) {
                return Optional.of(url + " has a manifest that cannot be read: " + e.getMessage());
            }
            if (!origin.namespace().equals(backup.namespace())
                    || !origin.database().equals(backup.spec().database())
                    || !origin.backup().equals(backup.name())) {
                return Optional.of(url + " is, by its manifest, of Backup " + origin.backup() + " of Database "
                        + origin.database() + " in namespace " + origin.namespace());
            }
            if (!origin.cluster().equals(cluster)) {
                return Optional.of(url + " was stored by another cluster, which may count on it");
            }
            return copy.tenant().refusal(origin, url);
        }

        /**
         * Removes the manifest and then the object, and after them what other attempts at the Backup have left, as far as each
         * is the Backup's own.
         *
         * @param claim throws when another run has moved the Backup on
         * @return what stays, and why
         * @throws DriverException when the store refuses to remove the copy
         */
        List<String> remove(BackupHandle backup, String cluster, Runnable claim)
                throws DriverException, InterruptedException {
            var foreign = foreign(backup, cluster);
            if (foreign.isPresent()) {
                return List.of(foreign.get());
            }
            store.clear(key, claim);
            var stays = new ArrayList<String>();
            var attempts = AttemptKeys.ofKey(key);
            if (attempts.isPresent()) {
                for (var attempt : store.attempts(attempts.get())) {
                    try {
                        var others = foreign(attempt.key(), backup, cluster);
                        others.ifPresent(stays::add);
                        if (others.isEmpty()) {
                            store.clear(attempt.key(), claim);
                        }
                    } catch (DriverException e) {
                        stays.add(store.url(attempt.key()) + ": " + e.getMessage());
                    }
                }
            }
            return stays;
        }
    }

    /** Empty where none of the places that are known is the one that it went to. */
    Optional<Reached> reached() {
        return store == null
                ? Optional.empty()
                : Optional.of(
                        new Reached(this, store, url.substring(store.url("").length())));
    }
}
