package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.driver.source.SourceStores.Opened;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.Download;
import com.isotoma.dboperator.driver.storage.RestoreStream;
import com.isotoma.dboperator.driver.storage.Sizes;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.Progress;
import com.isotoma.dboperator.driver.transfer.Reached;
import com.isotoma.dboperator.driver.transfer.Watched;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Makes one attempt at reading one object: download, compare, decompress, hand over. */
public final class DumpReader {
    /** No dump is smaller. */
    private static final int SMALLEST_DUMP = 16;

    private DumpReader() {}

    /** What reads a dump. */
    @FunctionalInterface
    public interface Sink {
        /** Reads {@code dump} to its end. */
        void readFrom(InputStream dump) throws DriverException, IOException, InterruptedException;
    }

    /**
     * Lets {@code sink} read the dump, and returns only when all of the object was read and is what was stored.
     *
     * @return how much it was
     * @throws CancelledException when the restore is not wanted any more
     * @throws DriverException with {@link Reasons#BACKUP_DAMAGED} when the object is at fault, {@link
     *     Reasons#STORAGE_FAILED} when the store is, another reason otherwise
     */
    public static Reached read(Opened place, Source source, StoredDump dump, Sink sink, Watched record)
            throws DriverException, InterruptedException {
        try (var object = place.store().download(place.key()).orElseThrow(() -> missing(source))) {
            requireSize(dump, object);
            try (var stream = new RestoreStream(object, source.url(), dump.compressed(), place.identities());
                    var progress = Progress.start(
                            record,
                            stream::storedBytes,
                            () -> progress(stream, object),
                            OptionalLong.of(object.size()))) {
                try {
                    handOver(sink, stream, dump);
                    progress.stop();
                    progress.throwIfStopped();
                } catch (InterruptedException | IOException | DriverException | RuntimeException e) {
                    progress.stop();
                    progress.throwIfStopped(e);
                    throw e;
                }
                return progress.atTheEnd();
            }
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.RESTORE_FAILED, "The dump could not be read or handed over: " + e.getMessage(), e);
        }
    }

    /** Lets {@code sink} read as much of the dump's beginning as it likes; nothing is compared. */
    public static void peek(Opened place, Source source, StoredDump dump, Sink sink)
            throws DriverException, InterruptedException {
        try (var object = place.store().download(place.key()).orElseThrow(() -> missing(source));
                var stream = new RestoreStream(object, source.url(), dump.compressed(), place.identities())) {
            requireSize(dump, object);
            try {
                sink.readFrom(stream);
            } catch (IOException | DriverException e) {
                stream.requireUnbroken();
                throw e;
            }
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED, "The beginning of the dump could not be read: " + e.getMessage(), e);
        }
    }

    private static void requireSize(StoredDump dump, Download object) throws DriverException {
        var size = dump.sizeBytes();
        if (size != null && size != object.size()) {
            throw RestoreStream.damaged("the object has " + object.size() + " bytes, and " + size + " were stored");
        }
    }

    private static DriverException missing(Source source) {
        return DriverException.user(
                Reasons.STORAGE_FAILED, "There is no object " + source.url() + " any more: choose another backup");
    }

    private static void handOver(Sink sink, RestoreStream stream, StoredDump dump)
            throws DriverException, IOException, InterruptedException {
        try {
            sink.readFrom(stream);
            long left = readRest(stream, dump);
            if (left > 0) {
                throw DriverException.internal(
                        Reasons.RESTORE_FAILED, "The driver left " + left + " bytes of the dump unread", null);
            }
        } catch (IOException e) {
            stream.requireUnbroken();
            throw e;
        } catch (DriverException e) {
            stream.requireUnbroken();
            if (e.kind() != DriverException.Kind.UNAVAILABLE) {
                // A driver that stumbles over altered bytes cannot know that they were altered.
                long unused = readRest(stream, dump);
            }
            throw e;
        }
    }

    /**
     * Reads what is left of the object and compares it.
     *
     * @return bytes of the dump that the driver had not read
     */
    private static long readRest(RestoreStream stream, StoredDump dump)
            throws DriverException, IOException, InterruptedException {
        long left = drain(stream);
        dump.requireSame(stream.storedBytes(), stream.sha256());
        if (stream.restoredBytes() < SMALLEST_DUMP) {
            throw RestoreStream.damaged("it has only " + stream.restoredBytes() + " bytes of dump");
        }
        return left;
    }

    private static long drain(RestoreStream stream) throws DriverException, IOException, InterruptedException {
        try {
            stream.requireUnbroken();
            return stream.drain();
        } catch (IOException e) {
            stream.requireUnbroken();
            throw e;
        }
    }

    private static String progress(RestoreStream stream, Download object) {
        return Sizes.text(stream.storedBytes()) + " of " + Sizes.text(object.size()) + " read, "
                + Sizes.text(stream.restoredBytes()) + " restored";
    }
}
