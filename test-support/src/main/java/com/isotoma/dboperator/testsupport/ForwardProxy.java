package com.isotoma.dboperator.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An HTTP proxy as in a company's network: forwards requests, and opens tunnels for {@code CONNECT}. It knows hosts that nobody else
 * knows, remembers what it was asked for, and may ask for a password.
 */
public final class ForwardProxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, InetSocketAddress> hosts;
    private final String authorization;

    /**
     * @param hosts what stands behind names, with their port, that only the proxy can resolve
     * @param authorization what {@code Proxy-Authorization} must be; empty where no password is asked for
     */
    public ForwardProxy(Map<String, InetSocketAddress> hosts, String authorization) throws IOException {
        this.hosts = Map.copyOf(hosts);
        this.authorization = authorization;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Methods and destinations so far: {@code CONNECT db:5432}, {@code PUT store:9000}. */
    public Set<String> asked() {
        return asked.stream().collect(Collectors.toSet());
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            close();
        }
    }

    /** One request of each connection; the next one needs another. */
    private void serve(Socket client) {
        try (client) {
            var head = head(client.getInputStream()).split("\r\n");
            var request = head[0].split(" ", 3);
            if (!mayPass(head)) {
                answer(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"");
                return;
            }
            boolean tunnel = request[0].equals("CONNECT");
            var uri = URI.create(tunnel ? "tcp://" + request[1] : request[1]);
            var host = uri.getHost() + ":" + (uri.getPort() < 0 ? 80 : uri.getPort());
            asked.add(request[0] + " " + host);
            var address = Objects.requireNonNullElseGet(
                    hosts.get(host), () -> new InetSocketAddress(uri.getHost(), uri.getPort()));
            try (var server = new Socket(address.getAddress(), address.getPort())) {
                sockets.add(server);
                if (tunnel) {
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } else {
                    server.getOutputStream().write(forwarded(uri, head));
                }
                var back = Thread.ofVirtual().start(() -> copy(server, client));
                copy(client, server);
                back.join();
            }
        } catch (IOException gone) {
            // The client sees it, and the test by it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Names of headers have no case. */
    private boolean mayPass(String[] head) {
        return authorization.isEmpty()
                || Stream.of(head).anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: " + authorization));
    }

    private static void answer(Socket client, String status) throws IOException {
        var text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** To the server as it would be without a proxy, and the last one of the connection. */
    private static byte[] forwarded(URI uri, String[] head) {
        var text = new StringBuilder();
        var first = head[0].split(" ", 3);
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        text.append(first[0] + " " + uri.getRawPath() + query + " " + first[2] + "\r\n");
        for (int i = 1; i < head.length; i++) {
            var name = head[i].toLowerCase(Locale.ROOT);
            if (!name.startsWith("proxy-") && !name.startsWith("connection:") && !name.startsWith("keep-alive:")) {
                text.append(head[i]).append("\r\n");
            }
        }
        return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (bytes.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("a connection without a request");
            }
            bytes.write(next);
            if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("a head without an end");
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException cut) {
            // The other side has ended, and so does this.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
