package com.isotoma.dboperator.driver.storage;

import com.exceptionfactory.jagged.PayloadException;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The dump in a stored object: decrypts it if its name says so, and decompresses it. The inverse of {@link BackupStream}.
 * Its end is reached only when all that was written has been read, checksums and all, and nothing follows; anything else
 * is a {@link DamagedBackupException}. Flat in memory. Used by one thread.
 */
public final class BackupReader extends InputStream {
    private static final int CHUNK = 128 << 10;

    private final InputStream stored;
    private final InputStream compressed;
    private final ZstdDecompressCtx zstd;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer in = ByteBuffer.allocateDirect(CHUNK).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(CHUNK).limit(0);
    /** Whether there may be more of the dump without more input. */
    private boolean pending;

    private boolean ended;

    /**
     * @param stored the object's bytes; closed with this
     * @param name the object's name or key, which ends in .age when it is encrypted
     * @param identities the private keys; not needed for what is not encrypted
     * @throws DriverException of kind USER when it is encrypted and none of the identities can read it
     * @throws IOException when it cannot be read, or is damaged already in its beginning
     */
    public BackupReader(InputStream stored, String name, @Nullable AgeIdentities identities)
            throws IOException, DriverException {
        this.stored = stored;
        ZstdLibrary.require();
        zstd = new ZstdDecompressCtx();
        try {
            compressed = name.endsWith(AgeRecipients.EXTENSION) ? decrypting(stored, name, identities) : stored;
        } catch (IOException | DriverException | RuntimeException e) {
            zstd.close();
            throw e;
        }
    }

    private static InputStream decrypting(InputStream stored, String name, @Nullable AgeIdentities identities)
            throws IOException, DriverException {
        if (identities == null) {
            throw DriverException.user(
                    Reasons.ENCRYPTION_KEY_INVALID,
                    "The backup " + name + " is encrypted: give a private key that reads it");
        }
        try {
            return identities.decrypting(stored);
        } catch (PayloadException e) {
            throw new DamagedBackupException("it ends within its encryption header", e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (!out.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decompress();
        }
        int n = Math.min(length, out.remaining());
        out.get(bytes, offset, n);
        return n;
    }

    /** Makes more of the dump, or finds that it has ended as it should. */
    private void decompress() throws IOException {
        if (!in.hasRemaining() && !pending && !fill()) {
            throw new DamagedBackupException("it ends before the dump does", new EOFException());
        }
        out.clear();
        try {
            ended = zstd.decompressDirectByteBufferStream(out, in);
        } catch (ZstdException e) {
            throw new DamagedBackupException("it is not what was compressed (" + e.getMessage() + ")", e);
        }
        pending = !out.hasRemaining();
        out.flip();
        // Also what the last piece of the encryption proves is known only after its end.
        if (ended && (in.hasRemaining() || fill())) {
            throw new DamagedBackupException("something follows the end of the dump");
        }
    }

    /** @return whether there was more */
    private boolean fill() throws IOException {
        int n;
        try {
            n = compressed.read(chunk, 0, CHUNK);
        } catch (PayloadException e) {
            throw new DamagedBackupException("it was altered, or its end is missing", e);
        }
        in.clear();
        in.put(chunk, 0, Math.max(0, n)).flip();
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        out.limit(0);
        zstd.close();
        stored.close();
    }
}
