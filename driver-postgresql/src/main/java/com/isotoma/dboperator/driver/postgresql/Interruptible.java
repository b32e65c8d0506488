package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Makes JDBC answer to interruption. A platform thread that waits for a server's answer ignores interruption; a virtual
 * thread closes its socket and goes on with an error. So the work runs in a virtual thread, and the caller's
 * interruption is passed on to it.
 */
final class Interruptible {
    private Interruptible() {}

    /** Runs work that uses no stream of the caller. */
    static <T> T call(Callable<T> work) throws DriverException, InterruptedException {
        try {
            return callWithStream(work);
        } catch (IOException e) {
            throw new IllegalStateException("no stream is in use", e);
        }
    }

    /** Runs work; a {@link DriverException} or {@link IOException} of it passes through unchanged. */
    static <T> T callWithStream(Callable<T> work) throws DriverException, IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(work);
            try {
                return running.get();
            } catch (InterruptedException e) {
                // close() then waits until the work has cleaned up after itself.
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
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
    }
}
