package com.isotoma.dboperator.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server and breaks all connections off for good once the client has said enough: like a
 * process that is killed at that point. The last words still reach the server; its answer does not come back.
 */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger left;
    private final String host;
    private final int port;

    /** @param packets how many packets of the client to let through */
    public CuttingProxy(String host, int port, int packets) throws IOException {
        this.host = host;
        this.port = port;
        this.left = new AtomicInteger(packets);
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Whether the client has said enough. */
    public boolean hasCut() {
        return left.get() <= 0;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var server = new Socket(host, port);
                threads.execute(() -> pump(client, server, true));
                threads.execute(() -> pump(server, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[64 * 1024];
            int n;
            while ((n = in.read(buffer)) >= 0) {
                if (!counted && hasCut()) {
                    return;
                }
                out.write(buffer, 0, n);
                if (counted && left.decrementAndGet() <= 0) {
                    close();
                    // The answer is read here and goes no further: the other direction ends at it.
                    return;
                }
            }
        } catch (IOException e) {
            // One side has closed: the other one is closed on the way out.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
