package com.isotoma.dboperator.driver.command;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.ListedObject;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.driver.storage.SignatureFinding;
import com.isotoma.dboperator.driver.storage.TrustedKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The backups below a folder of a bucket, sorted by key: by namespace, Database and time. Objects without a manifest are no
 * backups.
 *
 * @param backups what could be read
 * @param unreadable manifests that could not
 */
public record Listing(List<StoredBackup> backups, List<Unreadable> unreadable) {
    private static final int READERS = 8;
    /** No manifest is near it: something else has such a name. */
    private static final long LARGEST = 64 << 10;

    /** What came of reading one manifest. */
    sealed interface Entry permits StoredBackup, Unreadable {}

    /**
     * @param url of the manifest
     * @param reason what is wrong with it
     */
    public record Unreadable(String url, String reason) implements Entry {}

    /**
     * @param trusted whose manifests count; null where signatures are not looked at
     * @throws DriverException when the bucket cannot be listed or read
     */
    public static Listing of(ObjectStore store, String prefix, @Nullable TrustedKeys trusted)
            throws DriverException, InterruptedException {
        var objects = store.list(prefix);
        var sizes = objects.stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size));
        var readers = Executors.newFixedThreadPool(
                READERS, Thread.ofPlatform().name("manifests-", 0).daemon().factory());
        try {
            return gathered(begun(readers, store, trusted, objects, sizes));
        } finally {
            readers.shutdownNow();
        }
    }

    private static List<Future<Entry>> begun(
            ExecutorService readers,
            ObjectStore store,
            @Nullable TrustedKeys trusted,
            List<ListedObject> objects,
            Map<String, Long> sizes) {
        return objects.stream()
                .filter(o -> o.key().endsWith(Manifest.SUFFIX))
                .map(o -> readers.submit(() -> read(store, trusted, o, sizes)))
                .toList();
    }

    private static Listing gathered(List<Future<Entry>> reads) throws DriverException, InterruptedException {
        var backups = new ArrayList<StoredBackup>();
        var unreadable = new ArrayList<Unreadable>();
        for (var read : reads) {
            try {
                switch (read.get()) {
                    case StoredBackup backup -> backups.add(backup);
                    case Unreadable fault -> unreadable.add(fault);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof DriverException refused) {
                    throw refused;
                }
                throw new IllegalStateException("A manifest could not be read", e.getCause());
            }
        }
        return new Listing(List.copyOf(backups), List.copyOf(unreadable));
    }

    private static Entry read(
            ObjectStore store, @Nullable TrustedKeys trusted, ListedObject object, Map<String, Long> sizes)
            throws DriverException, InterruptedException {
        var url = store.url(object.key());
        if (object.size() > LARGEST) {
            return new Unreadable(url, "it has " + object.size() + " bytes, which no manifest has");
        }
        var data = object.key().substring(0, object.key().length() - Manifest.SUFFIX.length());
        var found = FoundManifest.in(store, data, trusted);
        var content = found.content();
        if (content.isEmpty()) {
            return new Unreadable(url, "it was removed while the bucket was listed");
        }
        try {
            var manifest = Manifest.fromJson(content.get());
            var folder = object.key().substring(0, object.key().lastIndexOf('/') + 1);
            var key = folder + manifest.object();
            return new StoredBackup(store.url(key), state(sizes.get(key), manifest), word(found.signature()), manifest);
        } catch (IOException e) {
            return new Unreadable(url, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String word(@Nullable SignatureFinding signature) {
        return signature == null ? null : signature.reason();
    }

    private static StoredBackup.State state(@Nullable Long size, Manifest manifest) {
        if (size == null) {
            return StoredBackup.State.MISSING;
        }
        return size == manifest.stored().sizeBytes() ? StoredBackup.State.STORED : StoredBackup.State.ALTERED;
    }
}
