package com.isotoma.dboperator.driver.trial;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.bucket.Bucket;
import com.isotoma.dboperator.driver.bucket.Buckets;
import com.isotoma.dboperator.driver.cluster.LocationHandle.Finding;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.DownloadFailedException;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.UploadFailedException;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tries a place for backups out by the very calls that backups, restores and retention make: uploads one small object in
 * parts, puts a manifest next to it, lists, looks up and reads both, and removes them. The calls have short time-outs: whoever
 * waits for the answer has other things to do.
 */
public final class StorageTrial {
    public static final String YES = "True";
    public static final String NO = "False";
    public static final String NOT_TRIED = "Unknown";

    private final Buckets targets;
    private final Steps steps;

    public StorageTrial(Buckets targets, Steps steps) {
        this.targets = targets;
        this.steps = steps;
    }

    /** What can be tried of one step. */
    @FunctionalInterface
    private interface Step {
        /** @throws DriverException why it cannot be done */
        void take() throws DriverException, InterruptedException;
    }

    /**
     * @param key of the object, which is nobody else's
     * @return one finding each for Writable, Readable and Deletable
     */
    public List<Finding> findings(Bucket bucket, String key) throws InterruptedException {
        var content = ("tried out by db-operator: " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        try (var store = open(bucket)) {
            var expected = new AtomicReference<byte @Nullable []>();
            var written = finding(StorageLocationStatus.WRITABLE, LocationReasons.WRITTEN, () -> {
                boolean there = write(store, key, content);
                expected.set(there ? content : null);
            });
            if (written.status().equals(NO)) {
                return unstored(written);
            }
            return List.of(
                    written,
                    finding(
                            StorageLocationStatus.READABLE,
                            LocationReasons.READ,
                            () -> read(store, key, expected.get())),
                    finding(StorageLocationStatus.DELETABLE, LocationReasons.REMOVED, () -> remove(store, key)));
        } catch (DriverException e) {
            return unstored(new Finding(StorageLocationStatus.WRITABLE, NO, e.reason(), message(e)));
        }
    }

    private ObjectStore open(Bucket bucket) throws DriverException {
        // Whether the keys to encrypt and to sign with are good is known before the first backup, too.
        var unusedRecipients = targets.recipients(bucket);
        var unusedSigner = targets.signer(bucket);
        return targets.openForTrial(bucket);
    }

    private static List<Finding> unstored(Finding written) {
        var why = "Nothing could be stored that could be tried";
        return List.of(
                written,
                new Finding(StorageLocationStatus.READABLE, NOT_TRIED, LocationReasons.NOT_TRIED, why),
                new Finding(StorageLocationStatus.DELETABLE, NOT_TRIED, LocationReasons.NOT_TRIED, why));
    }

    private static Finding finding(String type, String done, Step step) throws InterruptedException {
        try {
            step.take();
            return new Finding(type, YES, done, "It was tried, and works");
        } catch (DriverException e) {
            return new Finding(type, NO, e.reason(), message(e));
        }
    }

    private static String message(DriverException e) {
        return String.valueOf(e.getMessage());
    }

    /** @return whether the content is there; false where that of an earlier trial cannot be removed */
    private boolean write(ObjectStore store, String key, byte[] content) throws DriverException, InterruptedException {
        boolean free = store.find(key).isEmpty() || removed(store, key);
        try (var upload = store.begin(key, "text/plain", Map.of("purpose", "check"))) {
            upload.write(content, 0, content.length);
            if (free) {
                var unused = upload.complete();
            }
        } catch (UploadFailedException e) {
            throw e.explained();
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED, store.url(key) + " could not be uploaded: " + e.getMessage(), e);
        }
        // An earlier trial's that cannot be removed stays as it is: no backup writes over another one either.
        return store.putNew(Manifest.keyOf(key), content, Manifest.MEDIA_TYPE);
    }

    /** An earlier trial's object keeps a new one from appearing. That it cannot be removed is found again at the end. */
    private boolean removed(ObjectStore store, String key) throws InterruptedException {
        try {
            store.clear(key, () -> {});
            return true;
        } catch (DriverException e) {
            steps.note("The object of an earlier trial stays: " + e.getMessage());
            return false;
        }
    }

    /** @param content what must be there; null for whatever an earlier trial has left */
    private static void read(ObjectStore store, String key, byte @Nullable [] content)
            throws DriverException, InterruptedException {
        boolean listed = store.list(key).stream().anyMatch(o -> o.key().equals(key));
        boolean known = store.find(key).isPresent();
        byte @Nullable [] found = store.read(Manifest.keyOf(key)).orElse(null);
        boolean same = found != null && (content == null || Arrays.equals(found, content));
        if (!listed || !known || !same || downloaded(store, key) == 0) {
            throw DriverException.user(
                    Reasons.STORAGE_FAILED,
                    "The store took " + store.url(key) + " and then "
                            + (found == null || !known
                                    ? "did not find it"
                                    : listed ? "had other content there" : "did not list it")
                            + ": see to it that what is written can be read at once");
        }
    }

    private static int downloaded(ObjectStore store, String key) throws DriverException, InterruptedException {
        try (var download = store.download(key).orElse(null)) {
            return download == null ? 0 : download.readAllBytes().length;
        } catch (DownloadFailedException e) {
            throw e.explained();
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED, store.url(key) + " could not be read: " + e.getMessage(), e);
        }
    }

    private static void remove(ObjectStore store, String key) throws DriverException, InterruptedException {
        store.clear(key, () -> {});
        if (store.find(key).isPresent()) {
            throw DriverException.user(
                    Reasons.STORAGE_FAILED,
                    "The store still has " + store.url(key) + " after removing it: see whether the bucket keeps objects"
                            + " from being removed, and for how long");
        }
    }
}
