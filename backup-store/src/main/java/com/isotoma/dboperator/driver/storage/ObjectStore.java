package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bucket. Errors are {@link DriverException}s that name the bucket and say what to do. */
public interface ObjectStore extends AutoCloseable {
    /** Most bytes of an object that is read into memory. A manifest of 100,000 tables has about 10 MB. */
    int SMALL = 16 << 20;

    /** The full URL of an object, for people and for restoring: {@code s3://bucket/key}. */
    String url(String key);

    /** Makes the bucket if it is not there, and waits until it is. May be called by several runs at once. */
    void makeBucket() throws DriverException, InterruptedException;

    /**
     * Begins an upload; the store refuses here what it would refuse later, before a dump has begun.
     *
     * @param mediaType content type of the object
     * @param metadata what else is to be known of it, by names in lower case; 2 kB at most, ASCII
     */
    Upload begin(String key, String mediaType, Map<String, String> metadata)
            throws DriverException, InterruptedException;

    /** Begins an upload of which nothing else is to be known. */
    default Upload begin(String key, String mediaType) throws DriverException, InterruptedException {
        return begin(key, mediaType, Map.of());
    }

    /** The object as the store has it, or empty. */
    Optional<StoredObject> find(String key) throws DriverException, InterruptedException;

    /**
     * Stores a small object, unless there is one of its key: that stays as it is.
     *
     * @return whether the store has it now; false where it has another one of that key
     */
    boolean putNew(String key, byte[] content, String mediaType) throws DriverException, InterruptedException;

    /**
     * The content of a small object, or empty where none is.
     *
     * @throws DriverException of kind USER with {@code BackupDamaged} when it is larger than {@link #SMALL}
     */
    Optional<byte[]> read(String key) throws DriverException, InterruptedException;

    /** The same, and empty also where there is no such bucket yet. */
    Optional<byte[]> readIfAny(String key) throws DriverException, InterruptedException;

    /** Begins to read an object of whatever size, or is empty where none is. Nothing of it is kept in memory. */
    Optional<Download> download(String key) throws DriverException, InterruptedException;

    /** All objects whose keys begin with {@code prefix}, sorted by key. */
    List<ListedObject> list(String prefix) throws DriverException, InterruptedException;

    /**
     * Removes the object, its {@link Manifest} with the signature, and whatever an upload to this key that was begun and not ended has left. What is not there is no
     * matter.
     *
     * @param claim asked after it was looked what there is and before any of it is removed: it throws when what is there
     *     can be somebody else's by now, whose work would be lost otherwise
     */
    void clear(String key, Runnable claim) throws DriverException, InterruptedException;

    /** What the attempts at one Backup have left, sorted by key: whole objects, and remains of uploads that did not end. */
    List<StoredAttempt> attempts(AttemptKeys keys) throws DriverException, InterruptedException;

    /**
     * Removes what uploads have left that nobody goes on with: those to keys in {@code folder} that were begun before
     * {@code before} and not ended, and segments as old. Stops after some hundreds; the next call removes the rest.
     *
     * @param folder where nobody has begun anything before that time that is still under way
     * @return how much was removed
     */
    int sweep(String folder, Instant before) throws DriverException, InterruptedException;

    @Override
    void close();
}
