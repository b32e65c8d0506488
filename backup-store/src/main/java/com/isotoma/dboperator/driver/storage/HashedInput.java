package com.isotoma.dboperator.driver.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and hashes a stored object as it is read, to be compared with what its manifest says. Used by one thread. */
public final class HashedInput extends FilterInputStream {
    private final MessageDigest digest;
    private long size;

    public HashedInput(InputStream stored) {
        this(stored, Sha256.begin());
    }

    private HashedInput(InputStream stored, MessageDigest digest) {
        super(new DigestInputStream(stored, digest));
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        size += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        size += Math.max(0, n);
        return n;
    }

    /** What is skipped is read all the same. */
    @Override
    public long skip(long n) throws IOException {
        return n <= 0 || read() < 0 ? 0 : 1;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * To be called after the end, once.
     *
     * @throws DamagedBackupException when it was not what the manifest says
     */
    public void require(Manifest.Stored expected) throws DamagedBackupException {
        if (size != expected.sizeBytes()) {
            throw new DamagedBackupException(
                    "it has " + size + " bytes, and its manifest says " + expected.sizeBytes());
        }
        var sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equals(expected.sha256())) {
            throw new DamagedBackupException("its SHA-256 is " + sum + ", and its manifest says " + expected.sha256());
        }
    }
}
