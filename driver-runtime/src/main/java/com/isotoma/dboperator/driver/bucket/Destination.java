package com.isotoma.dboperator.driver.bucket;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.AttemptKeys;
import com.isotoma.dboperator.driver.storage.ManifestSigner;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.StoredAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of a backup goes.
 *
 * @param store closed by whoever opened it
 * @param key of the object
 * @param recipients who can read it; null stores it as it is
 * @param attempts the keys of all attempts at this backup, of which {@code key} is one; null where all write under one key
 * @param signer signs the manifest; null stores it without a signature
 * @param tenant whose earlier backups count there
 */
public record Destination(
        ObjectStore store,
        String key,
        @Nullable AgeRecipients recipients,
        @Nullable AttemptKeys attempts,
        @Nullable ManifestSigner signer,
        FolderTenant tenant) {
    /** One under whose key every attempt writes. */
    public Destination(ObjectStore store, String key, @Nullable AgeRecipients recipients) {
        this(store, key, recipients, null, null, FolderTenant.ANY);
    }

    public String url() {
        return store.url(key);
    }

    /** The last part of the key. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Where the backups of its Database are, with a slash at its end. */
    public String folder() {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** Removes what runs before have left of other objects of the same folder and was not touched since. */
    public int sweep(Instant before) throws DriverException, InterruptedException {
        return store.sweep(folder(), before);
    }

    /** Removes the object of this key with its manifest and signature, and whatever an upload to it has left. */
    public void clear(Runnable claim) throws DriverException, InterruptedException {
        store.clear(key, claim);
    }

    /**
     * Removes what attempts at this backup have left, as far as the store lets it go.
     *
     * @param which the attempts that are of no use
     * @return what stays, and why: one line for each attempt
     * @throws DriverException when the store does not even say what there is
     */
    public List<String> clearAttempts(Predicate<StoredAttempt> which, Runnable claim)
            throws DriverException, InterruptedException {
        var stays = new ArrayList<String>();
        if (attempts != null) {
            for (var attempt : store.attempts(attempts)) {
                if (which.test(attempt)) {
                    try {
                        store.clear(attempt.key(), claim);
                    } catch (DriverException e) {
                        stays.add(store.url(attempt.key()) + ": " + e.getMessage());
                    }
                }
            }
        }
        return stays;
    }
}
