package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the same bytes to several copies. One that fails is left out from then on; the failure of the last one is thrown. */
final class Copies extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    private final List<CopyStream> all;
    private final AtomicLong count = new AtomicLong();
    private boolean discard;

    Copies(List<CopyStream> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (discard) {
            return;
        }
        for (var copy : all) {
            if (copy.failure() == null) {
                write(copy, bytes, offset, length);
            }
        }
        requireOne();
        count.addAndGet(length);
    }

    private static void write(CopyStream copy, byte[] bytes, int offset, int length) throws IOException {
        try {
            copy.write(bytes, offset, length);
        } catch (InterruptedIOException e) {
            // It is the run that ends, not the copy that is at fault.
            throw e;
        } catch (IOException e) {
            LOG.warn("A copy of the backup is given up: {}", e.getMessage());
            copy.fail(e);
        }
    }

    private void requireOne() throws IOException {
        IOException last = null;
        for (var copy : all) {
            last = copy.failure();
            if (last == null) {
                return;
            }
        }
        throw last == null ? new IOException("a backup needs a place to go to") : last;
    }

    /** Bytes so far, before encryption. */
    long count() {
        return count.get();
    }

    /** Takes nothing any more. */
    void discard() {
        discard = true;
    }

    /** Each copy is completed by itself. */
    @Override
    public void close() {}

    void closeAll() {
        all.forEach(CopyStream::close);
    }
}
