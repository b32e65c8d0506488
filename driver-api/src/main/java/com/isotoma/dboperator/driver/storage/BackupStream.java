package com.isotoma.dboperator.driver.storage;

import com.github.luben.zstd.ZstdOutputStream;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a driver writes its dump to: counts it, compresses it to one zstd frame with a checksum (RFC 8878), hashes the
 * result and uploads it. Used by one thread; the counts may be read by another.
 */
public final class BackupStream extends OutputStream {
    /** Level 1 keeps up with pg_dump on one core; see the benchmarks. */
    private static final int LEVEL = 1;

    private static final int SMALLEST_DUMP = 16;

    private final Upload upload;
    private final MessageDigest digest;
    private final Counter stored;
    private final ZstdOutputStream compressed;
    private final AtomicLong dumped = new AtomicLong();
    /** Whether a write has failed, after which bytes are missing whatever the driver makes of it. */
    private boolean broken;

    public BackupStream(Upload upload) throws IOException {
        this.upload = upload;
        digest = sha256();
        stored = new Counter(new DigestOutputStream(upload, digest));
        compressed = new ZstdOutputStream(stored, LEVEL);
        compressed.setChecksum(true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean wasBroken = broken;
        broken = true;
        compressed.write(bytes, offset, length);
        broken = wasBroken;
        dumped.addAndGet(length);
    }

    /** Bytes of the dump so far. */
    public long dumpedBytes() {
        return dumped.get();
    }

    /** Bytes of the object so far. */
    public long storedBytes() {
        return stored.count.get();
    }

    /**
     * What an object came to.
     *
     * @param object as it was sent
     * @param sha256 of the object, hexadecimal
     */
    public record Result(StoredObject object, String sha256) {}

    /**
     * Ends the frame and makes the object appear.
     *
     * @throws IOException also when any write before has failed, even if the driver took no notice
     */
    public Result complete() throws DriverException, IOException, InterruptedException {
        if (broken) {
            throw new IOException("a part of the dump could not be written, and the driver did not say so");
        }
        if (dumped.get() < SMALLEST_DUMP) {
            throw DriverException.internal(
                    Reasons.DUMP_FAILED, "The dump has only " + dumped.get() + " bytes, which no dump can have", null);
        }
        // Closing ends the frame; the upload below it is not closed, since that would abort it.
        compressed.close();
        var object = upload.complete();
        return new Result(object, HexFormat.of().formatHex(digest.digest()));
    }

    /** Frees the compressor. The upload is its owner's to close, which aborts it if it is not complete. */
    @Override
    public void close() throws IOException {
        stored.discard = true;
        compressed.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java always has SHA-256", e);
        }
    }

    private static final class Counter extends FilterOutputStream {
        private final AtomicLong count = new AtomicLong();
        private volatile boolean discard;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!discard) {
                out.write(bytes, offset, length);
                count.addAndGet(length);
            }
        }

        @Override
        public void close() {
            // The upload below decides for itself when it ends.
        }
    }
}
