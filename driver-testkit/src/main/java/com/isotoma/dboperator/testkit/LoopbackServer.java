package com.isotoma.dboperator.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of a test's own on a free port of this machine, such as one that asks for what it should not get, or one in the
 * middle of a connection. Each connection is served in a thread of its own and closed afterwards.
 */
public final class LoopbackServer implements AutoCloseable {
    /** What is done with a connection. An exception ends that connection alone. */
    @FunctionalInterface
    public interface Service {
        void serve(Socket accepted) throws Exception;
    }

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    public LoopbackServer(Service service) throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        inBackground(() -> {
            while (true) {
                var accepted = socket.accept();
                connections.incrementAndGet();
                inBackground(() -> {
                    try (accepted) {
                        service.serve(accepted);
                    }
                });
            }
        });
    }

    /** Something that goes on while a connection is served. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Runs until it is done, or this is closed. */
    public void inBackground(Task task) {
        var unused = threads.submit(() -> {
            task.run();
            return true;
        });
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How many have connected so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
