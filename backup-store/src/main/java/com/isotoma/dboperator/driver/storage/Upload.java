package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An object on its way. Nothing is seen of it until {@link #complete()}; closing without that aborts, so that a dump that
 * failed leaves nothing behind. Used by one thread.
 */
public abstract class Upload extends OutputStream {
    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Sends what is left and makes the object appear, unless one of that name is there already.
     *
     * @return size and checksum as they were sent, to compare with what the store then says
     */
    public abstract StoredObject complete() throws DriverException, InterruptedException;

    /** Aborts unless complete. Never throws: what could not be aborted is logged and cleared by the next run. */
    @Override
    public abstract void close();
}
