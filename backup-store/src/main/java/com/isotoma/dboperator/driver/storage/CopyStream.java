package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a backup on its way: encrypts what a {@link BackupStream} gives it if that is wanted, hashes the result and
 * uploads it. The first failure is its end: the upload is aborted, which frees its memory, and nothing is taken any more.
 * Used by one thread.
 */
public final class CopyStream implements AutoCloseable {
    private final Upload upload;
    private final MessageDigest digest = Sha256.begin();
    private final OutputStream sealed;
    private @Nullable IOException failure;

    /** A copy that is stored as it is. */
    public CopyStream(Upload upload) {
        this.upload = upload;
        sealed = new Hashed();
    }

    /**
     * @param upload closed with this, also when this throws
     * @param recipients who can read it; null stores it as it is
     */
    public CopyStream(Upload upload, @Nullable AgeRecipients recipients) throws DriverException {
        this.upload = upload;
        try {
            sealed = recipients == null ? new Hashed() : recipients.encrypting(new Hashed());
        } catch (IOException e) {
            upload.close();
            throw explained(e);
        } catch (DriverException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    /**
     * What an object came to.
     *
     * @param object as it was sent
     * @param sha256 of the object, hexadecimal
     */
    public record Result(StoredObject object, String sha256) {}

    void write(byte[] bytes, int offset, int length) throws IOException {
        sealed.write(bytes, offset, length);
    }

    /** Nothing comes of it. */
    void fail(IOException why) {
        failure = why;
        upload.close();
    }

    /** Why nothing comes of it, or null while something can. */
    public @Nullable IOException failure() {
        return failure;
    }

    /**
     * Makes the object appear, once the stream has ended that writes to this.
     *
     * @throws DriverException also when a write before has failed
     */
    public Result complete() throws DriverException, InterruptedException {
        try {
            if (failure != null) {
                throw failure;
            }
            sealed.close();
        } catch (IOException e) {
            throw explained(e);
        }
        var object = upload.complete();
        return new Result(object, HexFormat.of().formatHex(digest.digest()));
    }

    /** What a failure of a copy is to the user. */
    public static DriverException explained(IOException e) {
        return e instanceof UploadFailedException known
                ? known.explained()
                : DriverException.unavailable(
                        Reasons.STORAGE_FAILED, "The copy could not be written: " + e.getMessage(), e);
    }

    /** Aborts the upload unless it is complete. */
    @Override
    public void close() {
        upload.close();
    }

    /** Into the digest and the upload; its end is not the upload's. */
    private final class Hashed extends FilterOutputStream {
        Hashed() {
            super(new DigestOutputStream(upload, digest));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The upload decides for itself when it ends.
        }
    }
}
