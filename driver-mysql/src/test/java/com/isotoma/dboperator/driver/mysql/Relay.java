package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.testkit.LoopbackServer;
import com.isotoma.dboperator.testkit.StrangersTls;
import java.io.IOException;
import java.net.Socket;

/** Passes everything on to a real server, over TLS with a certificate of its own or without TLS, and could read all of it. */
final class Relay implements AutoCloseable {
    private final TestServer real;
    private final boolean withTls;
    private volatile StrangersTls tls;
    private final LoopbackServer server = new LoopbackServer(this::serve);

    Relay(TestServer real, boolean withTls) throws Exception {
        this(real, withTls, new StrangersTls());
    }

    /** One that shows the certificate that a test wants. */
    Relay(TestServer real, StrangersTls tls) throws IOException {
        this(real, true, tls);
    }

    private Relay(TestServer real, boolean withTls, StrangersTls tls) throws IOException {
        this.real = real;
        this.withTls = withTls;
        this.tls = tls;
    }

    /** From now on another certificate. */
    void show(StrangersTls other) {
        tls = other;
    }

    int port() {
        return server.port();
    }

    private void serve(Socket accepted) throws Exception {
        try (var behind = new Socket(real.host(), real.port())) {
            var toClient = new Packets(accepted, 0);
            var toServer = new Packets(behind, 1);
            var greeting = new Packets(behind, 0).read();
            if (!withTls) {
                greeting[Packets.capabilities(greeting) + 1] &= ~(Packets.TLS >> 8);
            }
            toClient.write(greeting);
            var login = toClient.read();
            toServer.write(login);
            boolean encrypted = Packets.wantsTls(login);
            var clientSide = encrypted ? tls.asServer(accepted) : accepted;
            var serverSide = encrypted ? tls.asClient(behind) : behind;
            server.inBackground(() -> copy(serverSide, clientSide));
            copy(clientSide, serverSide);
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
