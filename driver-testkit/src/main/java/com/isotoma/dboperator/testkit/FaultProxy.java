package com.isotoma.dboperator.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Stands between client and server and does to their connections what a bad network does: it cuts an answer off in its
 * midst, or passes nothing on any more and closes nothing either. It strikes once, and all connections at the same time,
 * those that are made later included.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final CountDownLatch struck = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final String host;
    private final int port;
    private final long packets;
    private final long answers;
    private final Runnable beforePacket;

    private FaultProxy(String host, int port, long packets, long answers, Runnable beforePacket) throws IOException {
        this.host = host;
        this.port = port;
        this.packets = packets;
        this.answers = answers;
        this.beforePacket = beforePacket;
        threads.execute(this::accept);
    }

    /** Passes everything on, and counts. */
    public static FaultProxy watching(String host, int port) throws IOException {
        return watching(host, port, () -> {});
    }

    /** @param beforePacket what is done before each packet of the client is passed on, which waits for it */
    public static FaultProxy watching(String host, int port, Runnable beforePacket) throws IOException {
        return new FaultProxy(host, port, Long.MAX_VALUE, Long.MAX_VALUE, beforePacket);
    }

    /** @param bytes how many bytes of the server's answers to pass on before all connections are closed */
    public static FaultProxy cutting(String host, int port, long bytes) throws IOException {
        return new FaultProxy(host, port, Long.MAX_VALUE, bytes, () -> {});
    }

    /** @param packets how many packets of the client to pass on before nothing goes on any more */
    public static FaultProxy stalling(String host, int port, long packets) throws IOException {
        return new FaultProxy(host, port, packets, Long.MAX_VALUE, () -> {});
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Whether the fault has come about; before that, everything was as without the proxy. */
    public boolean hasStruck() {
        return struck.getCount() == 0;
    }

    /** How many packets clients have sent so far. */
    public long packets() {
        return asked.get();
    }

    /** How many bytes the server has answered so far. */
    public long answeredBytes() {
        return answered.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var server = new Socket(host, port);
                sockets.add(client);
                sockets.add(server);
                threads.execute(() -> pump(client, server, this::fromClient));
                threads.execute(() -> pump(server, client, this::fromServer));
            } catch (IOException e) {
                return;
            }
        }
    }

    @FunctionalInterface
    private interface Rule {
        /** How many of {@code count} bytes that have come in are passed on; negative for none, and no more after them. */
        int pass(int count) throws InterruptedException;
    }

    private int fromClient(int count) throws InterruptedException {
        if (asked.incrementAndGet() > packets) {
            struck.countDown();
        }
        return stalledOr(() -> {
            beforePacket.run();
            return count;
        });
    }

    private int fromServer(int count) throws InterruptedException {
        return stalledOr(() -> {
            long before = answered.getAndAdd(count);
            if (before + count <= answers) {
                return count;
            }
            struck.countDown();
            return (int) Math.max(0, answers - before);
        });
    }

    private int stalledOr(IntSupplier passed) throws InterruptedException {
        if (hasStruck() && packets < Long.MAX_VALUE) {
            over.await();
            return -1;
        }
        return passed.getAsInt();
    }

    private void pump(Socket from, Socket to, Rule rule) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int passed = rule.pass(n);
                if (passed > 0) {
                    out.write(buffer, 0, passed);
                }
                if (passed < n) {
                    to.shutdownOutput();
                    close();
                    return;
                }
            }
        } catch (IOException e) {
            // One side has closed: the other one is closed on the way out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes everything. */
    @Override
    public void close() throws IOException {
        over.countDown();
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
