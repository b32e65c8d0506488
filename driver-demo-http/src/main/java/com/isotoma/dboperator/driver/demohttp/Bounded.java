package com.isotoma.dboperator.driver.demohttp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that block on a socket. By itself such a call ignores interruption, and writing knows no time-out. A virtual
 * thread's socket is closed by interruption; so the call runs on one while its caller waits.
 */
final class Bounded {
    /** The longest that connecting, sending some bytes, or waiting for some may take. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private Bounded() {}

    static <T> T call(Callable<T> blocking) throws IOException, InterruptedException {
        var task = new FutureTask<>(blocking);
        var thread = Thread.ofVirtual().name("demo-http").start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no progress within " + LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.interrupt(); // nothing, if it has ended
        }
    }
}
