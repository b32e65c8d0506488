package com.isotoma.dboperator.driver.postgresql;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Passes everything on to a real server, over TLS with a certificate of its own or without TLS, and could read all of it. */
final class Relay implements AutoCloseable {
    private static final int TLS_REQUEST_LENGTH = 8;

    private final TestServer server;
    private final boolean withTls;
    private final SSLContext context = context();
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    Relay(TestServer server, boolean withTls) throws Exception {
        this.server = server;
        this.withTls = withTls;
        var unused = threads.submit(() -> {
            while (true) {
                var accepted = socket.accept();
                connections.incrementAndGet();
                var unused2 = threads.submit(() -> {
                    serve(accepted);
                    return true;
                });
            }
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void serve(Socket accepted) throws Exception {
        try (accepted;
                var real = new Socket(server.host(), server.port())) {
            var in = new DataInputStream(accepted.getInputStream());
            var first = in.readNBytes(TLS_REQUEST_LENGTH);
            Socket client = accepted;
            boolean asksForTls = first[4] == 4 && first[5] == (byte) 210;
            if (asksForTls) {
                accepted.getOutputStream().write(withTls ? 'S' : 'N');
                if (withTls) {
                    client = tls(accepted);
                }
            } else {
                real.getOutputStream().write(first);
            }
            var clientSide = client;
            var unused3 = threads.submit(() -> copy(real.getInputStream(), clientSide));
            copy(clientSide.getInputStream(), real);
        }
    }

    private static SSLContext context() throws Exception {
        var context = SSLContext.getInstance("TLS");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), "changeit".toCharArray());
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Socket tls(Socket accepted) throws Exception {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
        tls.setUseClientMode(false);
        return tls;
    }

    private static KeyStore keyStore() throws Exception {
        var file = Files.createTempDirectory("relay").resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=relay",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        Files.delete(file);
        Files.delete(Objects.requireNonNull(file.getParent()));
        return store;
    }

    private static boolean copy(InputStream from, Socket to) throws IOException {
        from.transferTo(to.getOutputStream());
        to.shutdownOutput();
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
