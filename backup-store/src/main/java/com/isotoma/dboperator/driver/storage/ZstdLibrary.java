package com.isotoma.dboperator.driver.storage;

import com.github.luben.zstd.util.Native;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/** The native part of the compression, which is unpacked into the temporary folder where it is needed first. */
public final class ZstdLibrary {
    private ZstdLibrary() {}

    /**
     * Unpacks it, unless that is done. May be called by any thread, any number of times.
     *
     * @throws DriverException of kind UNAVAILABLE when that is not possible: the folder is full, for example
     */
    public static void require() throws DriverException {
        try {
            Native.load();
        } catch (LinkageError e) {
            throw DriverException.unavailable(
                    Reasons.TOOL_UNUSABLE,
                    "The compression library cannot be unpacked into the temporary folder "
                            + System.getProperty("java.io.tmpdir") + ": " + e.getMessage()
                            + ". It needs some megabytes there, and the right to run what is there",
                    e);
        }
    }
}
