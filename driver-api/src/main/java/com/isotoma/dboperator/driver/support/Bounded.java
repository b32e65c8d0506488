package com.isotoma.dboperator.driver.support;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that block on a socket, for drivers whose client library does not give them up. By itself such a call ignores
 * interruption, and writing knows no time-out. A virtual thread's socket is closed by interruption; so the call runs on one
 * while its caller waits. It fits what waits in the JDK's own sockets, and nothing that waits in native code.
 */
public final class Bounded {
    /** Something that blocks. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws IOException;
    }

    private Bounded() {}

    /**
     * Makes one call: connects, sends some bytes, or waits for some.
     *
     * @param limit how long it may take
     * @throws SocketTimeoutException when it takes longer; its socket is closed then
     * @throws InterruptedException at once when the caller is interrupted; the socket is closed then too
     * @throws IOException what the call throws, as do its unchecked exceptions
     */
    public static <T> T call(Duration limit, Call<T> blocking) throws IOException, InterruptedException {
        var task = new FutureTask<>(blocking::make);
        var thread = Thread.ofVirtual().name("bounded call").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no progress within " + limit.toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException thrown -> throw thrown;
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            thread.interrupt(); // nothing, if it has ended
        }
    }
}
