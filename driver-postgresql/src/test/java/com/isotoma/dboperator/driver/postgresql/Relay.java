package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.testkit.LoopbackServer;
import com.isotoma.dboperator.testkit.StrangersTls;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Passes everything on to a real server, over TLS with a certificate of its own or without TLS, and could read all of it. */
final class Relay implements AutoCloseable {
    private static final int TLS_REQUEST_LENGTH = 8;

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

    int connections() {
        return server.connections();
    }

    private void serve(Socket accepted) throws Exception {
        try (var toServer = new Socket(real.host(), real.port())) {
            var in = new DataInputStream(accepted.getInputStream());
            var first = in.readNBytes(TLS_REQUEST_LENGTH);
            Socket client = accepted;
            boolean asksForTls = first[4] == 4 && first[5] == (byte) 210;
            if (asksForTls) {
                accepted.getOutputStream().write(withTls ? 'S' : 'N');
                if (withTls) {
                    client = tls.asServer(accepted);
                }
            } else {
                toServer.getOutputStream().write(first);
            }
            var clientSide = client;
            server.inBackground(() -> copy(toServer.getInputStream(), clientSide));
            copy(clientSide.getInputStream(), toServer);
        }
    }

    private static void copy(InputStream from, Socket to) throws IOException {
        from.transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    @Override
    public void close() {
        server.close();
    }
}
