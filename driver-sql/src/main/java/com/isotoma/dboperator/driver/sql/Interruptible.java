package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
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
public final class Interruptible {
    private static final int CLEANING_SECONDS = 3;

    private Interruptible() {}

    /** Something to be done; a {@link DriverException} of it passes through {@link #call}. */
    @FunctionalInterface
    public interface Work {
        void run() throws DriverException, IOException, InterruptedException;
    }

    /** Something to be removed that the work has made. */
    @FunctionalInterface
    public interface Cleaning {
        void run() throws DriverException;
    }

    /** Runs work that uses no stream of the caller. */
    public static <T> T call(Callable<T> work) throws DriverException, InterruptedException {
        try {
            return callWithStream(work);
        } catch (IOException e) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "A local file could not be written: " + e.getMessage(), e);
        }
    }

    /** The same for work without a result. */
    public static void run(Work work) throws DriverException, InterruptedException {
        var unused = call(() -> {
            work.run();
            return true;
        });
    }

    /** Runs work; a {@link DriverException} or {@link IOException} of it passes through unchanged. */
    public static <T> T callWithStream(Callable<T> work) throws DriverException, IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = threads.submit(work);
            try {
                return running.get();
            } catch (InterruptedException e) {
                end(threads);
                throw e;
            } catch (ExecutionException e) {
                throw Failures.rethrow(e);
            }
        }
    }

    /**
     * Removes what an interrupted work has made, with its own short time-outs. The thread is interrupted again afterwards.
     *
     * @throws DriverException what the cleaning throws
     */
    public static void cleanUp(Cleaning cleaning) throws DriverException {
        boolean interrupted = Thread.interrupted();
        try {
            cleaning.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
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
