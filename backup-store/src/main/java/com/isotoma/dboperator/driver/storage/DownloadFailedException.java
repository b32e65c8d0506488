package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;

/** Carries what the store said through a driver that reads from a stream. */
public final class DownloadFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final DriverException explained;

    DownloadFailedException(DriverException explained) {
        super(explained.getMessage(), explained);
        this.explained = explained;
    }

    public DriverException explained() {
        return explained;
    }
}
