package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** What a task has thrown, for the thread that waits for it. */
final class Failures {
    private Failures() {}

    /** Throws the cause as it is; for {@code throw}, it never returns. */
    static RuntimeException rethrow(ExecutionException e) throws DriverException, IOException, InterruptedException {
        switch (e.getCause()) {
            case DriverException d -> throw d;
            case IOException i -> throw i;
            case InterruptedException i -> throw i;
            case RuntimeException r -> throw r;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e.getCause());
        }
    }
}
