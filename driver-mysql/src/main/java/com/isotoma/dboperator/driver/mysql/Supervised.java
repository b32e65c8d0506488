package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Runs work in a thread of its own, so that interrupting the caller ends it even where it waits for a server. */
final class Supervised {
    private static final int END_SECONDS = 5;

    private Supervised() {}

    /** Something that uses connections. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connections connections) throws DriverException, IOException, InterruptedException;
    }

    /** Does the work; on interruption breaks off its connections and programs first. */
    static <T> T run(Work<T> work) throws DriverException, IOException, InterruptedException {
        var connections = new Connections();
        var task = new FutureTask<T>((Callable<T>) () -> work.run(connections));
        var thread = Thread.ofVirtual().name("mysql-driver").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            end(thread, connections);
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

    /** Work that outlasts this can start nothing any more: its connections are gone and new ones are refused. */
    private static void end(Thread thread, Connections connections) throws InterruptedException {
        try {
            connections.abort();
        } catch (SQLException e) {
            LoggerFactory.getLogger(Supervised.class).warn("breaking a connection off", e);
        }
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    }
}
