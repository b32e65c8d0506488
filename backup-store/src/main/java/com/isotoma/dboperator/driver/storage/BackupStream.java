package com.isotoma.dboperator.driver.storage;

import com.github.luben.zstd.ZstdOutputStream;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a driver writes its dump to: counts it, compresses it to one zstd frame with a checksum (RFC 8878), and gives that
 * to each copy. Used by one thread; the counts may be read by another. {@link BackupReader} reads it back.
 */
public final class BackupStream extends OutputStream {
    private static final int SMALLEST_DUMP = 16;

    private final Copies copies;
    private final ZstdOutputStream compressed;
    private final @Nullable Throttle throttle;
    private final AtomicLong dumped = new AtomicLong();
    /** Whether a write has failed, after which bytes are missing whatever the driver makes of it. */
    private boolean broken;

    /** One that is read and compressed in the usual way. */
    public BackupStream(List<CopyStream> copies) throws IOException {
        this(copies, DumpOptions.DEFAULT);
    }

    /** @param copies closed with this */
    public BackupStream(List<CopyStream> copies, DumpOptions options) throws IOException {
        this.copies = new Copies(copies);
        throttle = options.bytesPerSecond() == 0 ? null : new Throttle(options.bytesPerSecond());
        compressed = new ZstdOutputStream(this.copies, options.level());
        compressed.setChecksum(true);
        compressed.setWorkers(options.workers());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean wasBroken = broken;
        broken = true;
        if (throttle == null) {
            take(bytes, offset, length);
        } else {
            for (int done = 0, n; done < length; done += n) {
                n = Math.min(length - done, throttle.atOnce());
                throttle.pass(n);
                take(bytes, offset + done, n);
            }
        }
        broken = wasBroken;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        compressed.write(bytes, offset, length);
        dumped.addAndGet(length);
    }

    /** Bytes of the dump so far. */
    public long dumpedBytes() {
        return dumped.get();
    }

    /** Bytes after compression so far. */
    public long storedBytes() {
        return copies.count();
    }

    /**
     * Ends the frame. Then each copy that has not failed can be completed.
     *
     * @throws IOException also when any write before has failed, even if the driver took no notice
     */
    public void finish() throws DriverException, IOException {
        if (broken) {
            throw new IOException("a part of the dump could not be written, and the driver did not say so");
        }
        if (dumped.get() < SMALLEST_DUMP) {
            throw DriverException.internal(
                    Reasons.DUMP_FAILED, "The dump has only " + dumped.get() + " bytes, which no dump can have", null);
        }
        compressed.close();
    }

    /** Frees the compressor, and aborts what is not complete. */
    @Override
    public void close() throws IOException {
        copies.discard();
        try {
            compressed.close();
        } finally {
            copies.closeAll();
        }
    }
}
