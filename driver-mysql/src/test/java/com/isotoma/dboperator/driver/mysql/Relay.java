package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes everything on to a real server, over TLS with a certificate of its own or without TLS, and could read all of it. */
final class Relay implements AutoCloseable {
    private final TestServer server;
    private final boolean withTls;
    private final StrangersTls tls = new StrangersTls();
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Relay(TestServer server, boolean withTls) throws Exception {
        this.server = server;
        this.withTls = withTls;
        var unused = threads.submit(() -> {
            while (true) {
                var accepted = socket.accept();
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

    private void serve(Socket accepted) throws Exception {
        try (accepted;
                var real = new Socket(server.host(), server.port())) {
            var toClient = new Packets(accepted, 0);
            var toServer = new Packets(real, 1);
            var greeting = new Packets(real, 0).read();
            if (!withTls) {
                greeting[Packets.capabilities(greeting) + 1] &= ~(Packets.TLS >> 8);
            }
            toClient.write(greeting);
            var login = toClient.read();
            toServer.write(login);
            boolean encrypted = Packets.wantsTls(login);
            var clientSide = encrypted ? tls.asServer(accepted) : accepted;
            var serverSide = encrypted ? tls.asClient(real) : real;
            var unused = threads.submit(() -> copy(serverSide, clientSide));
            copy(clientSide, serverSide);
        }
    }

    private static boolean copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.close();
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
