package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands in front of a server and spoils connections: stalls them, cuts them, or keeps an answer back. */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicReference<@Nullable String> lostAnswer = new AtomicReference<>();
    private volatile @Nullable String stalledText;
    private volatile @Nullable Alteration alteration;
    private volatile boolean hasLost;
    private volatile long limit = Long.MAX_VALUE;
    private volatile boolean stall;

    public FaultyProxy(String server) throws IOException {
        this.server = URI.create(server);
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Cuts connections that have sent so much, a number of times. */
    public void cutAfter(long bytes, int times) {
        limit = bytes;
        cuts.set(times);
    }

    /** Forwards no more on connections that have sent so much, and keeps them open. */
    public void stallAfter(long bytes) {
        limit = bytes;
        stall = true;
    }

    int stalledConnections() {
        return stalled.get();
    }

    /** Lets the next request with {@code text} in its first lines reach the server, and cuts before its answer. */
    public void loseAnswerTo(String text) {
        lostAnswer.set(text);
    }

    /** Whether an answer was lost. */
    boolean hasLost() {
        return hasLost;
    }

    /** Forwards no request with {@code text} in its first lines, and keeps its connection open. */
    void stallAt(String text) {
        stalledText = text;
    }

    /** Replaces what matches in answers, by something of the same length. */
    public void alterAnswers(String pattern, String replacement) {
        alteration = new Alteration(pattern, replacement);
    }

    private record Alteration(String pattern, String replacement) {}

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var upstream = new Socket(server.getHost(), server.getPort());
                sockets.add(client);
                sockets.add(upstream);
                var mute = new AtomicInteger();
                Thread.ofVirtual().start(() -> requests(client, upstream, mute));
                Thread.ofVirtual().start(() -> answers(upstream, client, mute));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void requests(Socket client, Socket upstream, AtomicInteger mute) {
        try (client;
                upstream) {
            var buffer = new byte[64 * 1024];
            long total = 0;
            int n;
            while ((n = client.getInputStream().read(buffer)) >= 0) {
                total += n;
                if (total > limit) {
                    if (stall) {
                        stalled.incrementAndGet();
                        waitForTheEnd(client.getInputStream());
                        return;
                    }
                    if (cuts.getAndUpdate(c -> Math.max(0, c - 1)) > 0) {
                        return;
                    }
                }
                var text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                var stalling = stalledText;
                if (stalling != null && text.contains(stalling)) {
                    stalled.incrementAndGet();
                    waitForTheEnd(client.getInputStream());
                    return;
                }
                var marker = lostAnswer.get();
                if (marker != null && text.contains(marker)) {
                    lostAnswer.set(null);
                    hasLost = true;
                    mute.set(1);
                }
                upstream.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException cut) {
            mute.set(1);
        }
    }

    private void waitForTheEnd(InputStream unread) throws IOException {
        synchronized (listener) {
            while (!listener.isClosed()) {
                try {
                    listener.wait();
                } catch (InterruptedException e) {
                    throw new IOException("stalled with " + unread.available() + " bytes unread", e);
                }
            }
        }
    }

    private void answers(Socket upstream, Socket client, AtomicInteger mute) {
        try (client;
                upstream) {
            var buffer = new byte[64 * 1024];
            int n;
            while ((n = upstream.getInputStream().read(buffer)) >= 0 && mute.get() == 0) {
                client.getOutputStream().write(altered(buffer, n));
            }
        } catch (IOException cut) {
            mute.set(1);
        }
    }

    private byte[] altered(byte[] buffer, int length) {
        var change = alteration;
        var text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        return (change == null ? text : text.replaceAll(change.pattern, change.replacement))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listener.close();
            synchronized (listener) {
                listener.notifyAll();
            }
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
