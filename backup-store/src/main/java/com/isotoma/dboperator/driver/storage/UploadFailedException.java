package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;

/** Carries what the store said through a driver that writes to a stream and passes its exceptions on. */
public final class UploadFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final DriverException explained;

    UploadFailedException(DriverException explained) {
        super(explained.getMessage(), explained);
        this.explained = explained;
    }

    public DriverException explained() {
        return explained;
    }
}
