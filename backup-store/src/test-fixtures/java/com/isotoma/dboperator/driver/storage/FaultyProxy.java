package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** Stands in front of a server and spoils connections: stalls them, cuts them, or keeps an answer back. */
public final class FaultyProxy implements AutoCloseable {
    private static final Pattern METHOD = Pattern.compile("(GET|PUT|POST|HEAD|DELETE) ");

    private final ServerSocket listener;
    private final Set<String> requests = ConcurrentHashMap.newKeySet();
    private final URI server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicReference<@Nullable String> lostAnswer = new AtomicReference<>();
    private volatile @Nullable String stalledText;
    private volatile @Nullable String cutText;
    private volatile @Nullable Alteration alteration;
    private volatile @Nullable Refusal refusal;
    private volatile boolean hasLost;
    private volatile long limit = Long.MAX_VALUE;
    private volatile boolean stall;
    private volatile long corruptFrom = Long.MAX_VALUE;
    private final AtomicInteger answerCuts = new AtomicInteger();
    private final AtomicInteger answersCut = new AtomicInteger();
    private volatile long answerLimit = Long.MAX_VALUE;

    public FaultyProxy(String server) throws IOException {
        this(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** @param listener closed with this; of TLS, perhaps */
    FaultyProxy(String server, ServerSocket listener) {
        this.listener = listener;
        this.server = URI.create(server);
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        var scheme = listener instanceof SSLServerSocket ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** The heads of requests so far, in lower case. */
    Set<String> requests() {
        return requests;
    }

    /** Cuts connections that have sent so much, a number of times. */
    public void cutAfter(long bytes, int times) {
        limit = bytes;
        cuts.set(times);
    }

    /** Cuts connections on which so much was answered, a number of times. */
    void cutAnswersAfter(long bytes, int times) {
        answerLimit = bytes;
        answerCuts.set(times);
    }

    /** How many connections were cut in their answers. */
    int answersCut() {
        return answersCut.get();
    }

    /** Alters a bit of what connections send beyond so much. */
    public void corruptAfter(long bytes) {
        corruptFrom = bytes;
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

    /** Cuts off each request with {@code text} in its first lines, from now on; null lets all of them pass again. */
    public void cutAt(@Nullable String text) {
        cutText = text;
    }

    /** Forwards no request with {@code text} in its first lines, and keeps its connection open. */
    void stallAt(String text) {
        stalledText = text;
    }

    /** Answers each request with {@code text} in its head itself, as a store does that does not implement it. */
    public void refuse(String text, int status, String code) {
        refusal = new Refusal(text, status, code);
    }

    private record Refusal(String text, int status, String code) {
        byte[] answer() {
            var body = "<Error><Code>" + code + "</Code><Message>not here</Message></Error>";
            return ("HTTP/1.1 " + status + " refused\r\nContent-Type: application/xml\r\nContent-Length: "
                            + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
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
                if (METHOD.matcher(text).lookingAt()) {
                    requests.add(text.split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT));
                }
                var refusing = refusal;
                if (refusing != null && text.toLowerCase(Locale.ROOT).contains(refusing.text())) {
                    client.getOutputStream().write(refusing.answer());
                    client.shutdownOutput();
                    // Read to its end: a connection that is closed before loses the answer.
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    return;
                }
                var cutting = cutText;
                if (cutting != null && text.contains(cutting)) {
                    return;
                }
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
                if (total > corruptFrom) {
                    buffer[n / 2] ^= 1;
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
            long total = 0;
            while ((n = upstream.getInputStream().read(buffer)) >= 0 && mute.get() == 0) {
                total += n;
                if (total > answerLimit && answerCuts.getAndUpdate(c -> Math.max(0, c - 1)) > 0) {
                    answersCut.incrementAndGet();
                    return;
                }
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
