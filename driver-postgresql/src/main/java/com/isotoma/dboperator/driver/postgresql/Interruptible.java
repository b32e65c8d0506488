package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Makes JDBC answer to interruption. A platform thread that waits for a server's answer ignores interruption; a virtual
 * thread closes its socket and goes on with an error. So the work runs in a virtual thread, and the caller's
 * interruption is passed on to it.
 */
final class Interruptible {
    private static final int CLEANING_SECONDS = 3;

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
                end(threads);
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

    /**
     * The work cleans up after itself, which takes a moment. Where the server has stopped answering, that comes to a stop as
     * well, once for each connection that it needs: what takes longer is broken off in its turn.
     */
    private static void end(ExecutorService threads) throws InterruptedException {
        do {
            var unused = threads.shutdownNow();
        } while (!threads.awaitTermination(CLEANING_SECONDS, TimeUnit.SECONDS));
    }
}
