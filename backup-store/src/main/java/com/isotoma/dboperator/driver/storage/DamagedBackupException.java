package com.isotoma.dboperator.driver.storage;

import java.io.IOException;

/** What was read back is not what was written: it was altered, or a part of it is missing. To read it again is of no use. */
public final class DamagedBackupException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBackupException(String how, Throwable cause) {
        super("The stored backup is damaged: " + how, cause);
    }

    DamagedBackupException(String how) {
        super("The stored backup is damaged: " + how);
    }
}
