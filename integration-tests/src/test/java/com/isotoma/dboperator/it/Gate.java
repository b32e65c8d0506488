package com.isotoma.dboperator.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A network between drivers and a real server that can be stopped in the middle of a dump: once told to hold, it delivers
 * only the first bytes of each connection's answers until it is opened again.
 */
final class Gate implements AutoCloseable {
    /** More than any session needs that makes or drops a database. */
    private static final int FREE_BYTES = 1_000_000;

    private static final int BUFFER = 16_384;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger held = new AtomicInteger();
    private final String host;
    private final int port;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile boolean refusing;

    Gate(Server server) throws IOException {
        this(server.host(), server.port());
    }

    Gate(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on dumps stop midway. */
    void hold() {
        open = new CountDownLatch(1);
    }

    /** Waits until one has stopped. */
    void awaitHeld() {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> held.get() > 0);
    }

    /** Lets everything pass again. */
    void open() {
        open.countDown();
    }

    /** The server is gone: whoever is connected is cut off, and whoever comes is, too. */
    void cut() {
        refusing = true;
        sockets.forEach(Gate::closeQuietly);
        open();
    }

    /** The server is there again. */
    void mend() {
        refusing = false;
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                if (refusing) {
                    closeQuietly(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            sockets.forEach(Gate::closeQuietly);
        }
    }

    private void connect(Socket client) {
        Thread.ofVirtual().start(() -> {
            try (client;
                    var server = new Socket()) {
                // Else the kernel would take a whole dump from the server while it is held here.
                server.setReceiveBufferSize(BUFFER);
                server.connect(new InetSocketAddress(host, port));
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                var requests = Thread.ofVirtual().start(() -> copy(client, server, false));
                copy(server, client, true);
                requests.join();
            } catch (IOException e) {
                // The client sees that its connection ends; what it makes of that is what is tested.
                closeQuietly(client);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                sockets.remove(client);
            }
        });
    }

    private void copy(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            pass(from.getInputStream(), to.getOutputStream(), answers);
        } catch (IOException e) {
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(InputStream in, OutputStream out, boolean answers) throws IOException, InterruptedException {
        var buffer = new byte[BUFFER];
        long passed = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            passed += n;
            if (answers && passed > FREE_BYTES && open.getCount() > 0) {
                held.incrementAndGet();
                open.await();
                held.decrementAndGet();
            }
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        open();
        listener.close();
        sockets.forEach(Gate::closeQuietly);
    }
}
