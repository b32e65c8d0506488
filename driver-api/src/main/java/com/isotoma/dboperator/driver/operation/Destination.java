package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy of a backup goes.
 *
 * @param store closed by whoever opened it
 * @param key of the object
 * @param recipients who can read it; null stores it as it is
 */
public record Destination(
        ObjectStore store, String key, @Nullable AgeRecipients recipients) {
    String url() {
        return store.url(key);
    }

    /** The last part of the key. */
    String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** Where the backups of its Database are, with a slash at its end. */
    String folder() {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** Removes what runs before have left of other objects of the same folder and was not touched since. */
    int sweep(Instant before) throws DriverException, InterruptedException {
        return store.sweep(folder(), before);
    }

    /** Removes whatever runs have left of the object, encrypted or not: which of the two was wanted may have changed. */
    void clear(Runnable claim) throws DriverException, InterruptedException {
        store.clear(key, claim);
        store.clear(
                key.endsWith(AgeRecipients.EXTENSION)
                        ? key.substring(0, key.length() - AgeRecipients.EXTENSION.length())
                        : key + AgeRecipients.EXTENSION,
                claim);
    }
}
