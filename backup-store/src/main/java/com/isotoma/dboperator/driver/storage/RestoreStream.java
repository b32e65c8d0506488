package com.isotoma.dboperator.driver.storage;

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
 * What a driver reads a dump from: hashes the stored bytes as they pass by, decrypts and decompresses them, and remembers
 * what went wrong on the way, whatever the driver makes of it. Used by one thread at a time; the counts may be read by another.
 */
public final class RestoreStream extends InputStream {
    private final Stored stored;
    private final InputStream dump;
    private final AtomicLong restored = new AtomicLong();
    private volatile @Nullable IOException failure;

    /**
     * @param object the stored bytes; closed with this stream
     * @param name the object's name, which ends in .age when it is encrypted
     * @param compressed whether the dump was written by a {@link BackupStream}, else the object is the dump itself
     * @param identities the private keys; not needed for what is not encrypted
     * @throws DriverException of kind USER when none of the keys reads it, or it is damaged in its beginning
     */
    public RestoreStream(InputStream object, String name, boolean compressed, @Nullable AgeIdentities identities)
            throws DriverException, IOException {
        stored = new Stored(object);
        try {
            dump = compressed ? new BackupReader(stored, name, identities) : stored;
        } catch (DamagedBackupException e) {
            throw damaged(e);
        }
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
            case DamagedBackupException damage -> throw damaged(damage);
            default ->
                throw DriverException.unavailable(
                        Reasons.STORAGE_FAILED, "The stored backup could not be read: " + why.getMessage(), why);
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
        return restored.get() - before;
    }

    /** The SHA-256 of the object in hexadecimal digits, once it has been {@link #drain drained}. */
    public String sha256() {
        return HexFormat.of().formatHex(stored.digest.digest());
    }

    /** The error that says what about the object is not as it was stored. */
    public static DriverException damaged(String what) {
        return damaged(new DamagedBackupException(what));
    }

    private static DriverException damaged(DamagedBackupException e) {
        return DriverException.user(
                Reasons.BACKUP_DAMAGED, e.getMessage() + ". Nothing was changed: restore another one");
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
