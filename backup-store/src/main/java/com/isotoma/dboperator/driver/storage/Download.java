package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object on its way from the store, all of it or an {@link IOException}: a connection that ends early is made anew, and
 * reading goes on where it was. What the store says against it comes as a {@link DownloadFailedException}. Used by one
 * thread; an interruption ends it with an {@link java.io.InterruptedIOException}.
 */
public abstract class Download extends InputStream {
    /** Bytes of the object. */
    public abstract long size();

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] bytes, int offset, int length) throws IOException;

    /** Never throws. */
    @Override
    public abstract void close();
}
