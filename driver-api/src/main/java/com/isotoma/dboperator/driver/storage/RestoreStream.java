package com.isotoma.dboperator.driver.storage;

import com.github.luben.zstd.ZstdInputStream;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a driver reads a dump from: hashes the stored bytes as they pass by, decompresses them, and remembers what went
 * wrong on the way, whatever the driver makes of it. Used by one thread at a time; the counts may be read by another.
 */
public final class RestoreStream extends InputStream {
    private final Stored stored;
    private final InputStream dump;
    private final AtomicLong restored = new AtomicLong();
    private volatile @Nullable IOException failure;

    /**
     * @param object the stored bytes; closed with this stream
     * @param compressed whether they are zstd frames (RFC 8878), else they are the dump itself
     */
    public RestoreStream(InputStream object, boolean compressed) throws IOException {
        stored = new Stored(object);
        dump = compressed ? new ZstdInputStream(stored) : stored;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var before = failure;
        if (before != null) {
            throw new IOException(before.getMessage(), before);
        }
        try {
            int n = dump.read(bytes, offset, length);
            restored.addAndGet(Math.max(n, 0));
            return n;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Bytes of the object so far. */
    public long storedBytes() {
        return stored.count.get();
    }

    /** Bytes of the dump so far. */
    public long restoredBytes() {
        return restored.get();
    }

    /** @throws DriverException that says why this stream could not be read to its end, if it could not */
    public void requireUnbroken() throws DriverException, InterruptedException {
        var why = failure;
        switch (why) {
            case null -> {}
            case DownloadFailedException store -> throw store.explained();
            case InterruptedIOException interrupted -> {
                boolean unused = Thread.interrupted();
                throw new InterruptedException(interrupted.getMessage());
            }
            default ->
                throw damaged("after " + stored.count.get() + " bytes of it the dump ends early or was altered ("
                        + why.getMessage() + ")");
        }
    }

    /**
     * Reads what is left of the object.
     *
     * @return bytes of the dump that had not been read
     */
    public long drain() throws IOException {
        long before = restored.get();
        transferTo(OutputStream.nullOutputStream());
        stored.transferTo(OutputStream.nullOutputStream());
        return restored.get() - before;
    }

    /** The SHA-256 of the object in hexadecimal digits, once it has been {@link #drain drained}. */
    public String sha256() {
        return HexFormat.of().formatHex(stored.digest.digest());
    }

    /** The error that says what about the object is not as it was stored. */
    public static DriverException damaged(String what) {
        return DriverException.user(
                Reasons.BACKUP_DAMAGED,
                "The stored backup is not what was stored: " + what + ". Nothing was changed: restore another one");
    }

    @Override
    public void close() throws IOException {
        dump.close();
    }

    private static final class Stored extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();
        private final MessageDigest digest = sha256();

        Stored(InputStream object) {
            super(object);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Java always has SHA-256", e);
            }
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            if (n > 0) {
                digest.update(bytes, offset, n);
                count.addAndGet(n);
            }
            return n;
        }
    }
}
