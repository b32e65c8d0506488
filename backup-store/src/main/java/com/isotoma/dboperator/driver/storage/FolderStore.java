package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One folder of a store that others share. Whatever is asked for outside of it is refused before the store hears of it, so
 * that no mistake, and no address that somebody wrote into a resource, reaches another one's objects.
 */
public final class FolderStore implements ObjectStore {
    /** Names that some stores, or what stands before them, would follow to another folder. */
    private static final Set<String> LEADING_ELSEWHERE = Set.of("", ".", "..");

    private final ObjectStore store;
    private final String folder;
    private final String owner;

    /**
     * @param store closed with this
     * @param folder with a slash at its end
     * @param owner whose folder it is and of what, for messages
     */
    public FolderStore(ObjectStore store, String folder, String owner) {
        this.store = store;
        this.folder = folder;
        this.owner = owner;
    }

    /** Whether an object of that key, or a folder of that name with a slash at its end, is in the folder. */
    public static boolean holds(String folder, String key) {
        if (!key.startsWith(folder)) {
            return false;
        }
        var rest = key.substring(folder.length());
        // What ends with a slash is a folder, and the folder itself has no rest.
        var parts = (rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest).split("/", -1);
        return rest.isEmpty() || Arrays.stream(parts).noneMatch(LEADING_ELSEWHERE::contains);
    }

    private String own(String key) throws DriverException {
        if (!holds(folder, key)) {
            throw DriverException.user(
                    Reasons.LOCATION_NOT_ALLOWED,
                    "The object " + store.url(key) + " is not in " + store.url(folder) + ", which is " + owner
                            + ": name an object that is, or give its bucket with credentials of your own");
        }
        return key;
    }

    @Override
    public String url(String key) {
        return store.url(key);
    }

    @Override
    public void makeBucket() throws DriverException {
        throw DriverException.user(
                Reasons.LOCATION_NOT_ALLOWED,
                "The bucket of " + store.url(folder) + " is not made by those who have a folder in it: create it");
    }

    @Override
    public Upload begin(String key, String mediaType, Map<String, String> metadata)
            throws DriverException, InterruptedException {
        return store.begin(own(key), mediaType, metadata);
    }

    @Override
    public Optional<StoredObject> find(String key) throws DriverException, InterruptedException {
        return store.find(own(key));
    }

    @Override
    public boolean putNew(String key, byte[] content, String mediaType) throws DriverException, InterruptedException {
        return store.putNew(own(key), content, mediaType);
    }

    @Override
    public Optional<byte[]> read(String key) throws DriverException, InterruptedException {
        return store.read(own(key));
    }

    @Override
    public Optional<byte[]> readIfAny(String key) throws DriverException, InterruptedException {
        return store.readIfAny(own(key));
    }

    @Override
    public Optional<Download> download(String key) throws DriverException, InterruptedException {
        return store.download(own(key));
    }

    @Override
    public List<ListedObject> list(String prefix) throws DriverException, InterruptedException {
        return store.list(own(prefix));
    }

    @Override
    public void clear(String key, Runnable claim) throws DriverException, InterruptedException {
        store.clear(own(key), claim);
    }

    @Override
    public List<StoredAttempt> attempts(AttemptKeys keys) throws DriverException, InterruptedException {
        return store.attempts(new AttemptKeys(own(keys.stem()), keys.extension()));
    }

    @Override
    public int sweep(String swept, Instant before) throws DriverException, InterruptedException {
        return store.sweep(own(swept), before);
    }

    @Override
    public void close() {
        store.close();
    }
}
