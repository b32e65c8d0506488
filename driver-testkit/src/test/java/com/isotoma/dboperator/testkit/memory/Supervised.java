package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work on a virtual thread, whose sockets are closed when it is interrupted. */
final class Supervised {
    private Supervised() {}

    static <T> T run(Callable<T> work) throws DriverException, IOException, InterruptedException {
        var task = new FutureTask<>(work);
        var thread = Thread.ofVirtual().name("memory driver").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            thread.interrupt(); // nothing, if it has ended
        }
    }

    /** Throws what the work threw. */
    static RuntimeException unwrapped(ExecutionException e) throws DriverException, IOException, InterruptedException {
        switch (e.getCause()) {
            case DriverException thrown -> throw thrown;
            case IOException thrown -> throw thrown;
            case InterruptedException thrown -> throw thrown;
            case RuntimeException thrown -> throw thrown;
            case null, default -> throw new IllegalStateException(e);
        }
    }
}
