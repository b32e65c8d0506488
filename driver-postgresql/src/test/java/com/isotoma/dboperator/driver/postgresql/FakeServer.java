package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.testkit.LoopbackServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as much of PostgreSQL's protocol as it takes to ask for a password, and keeps what it is answered. */
final class FakeServer implements AutoCloseable {
    private static final int TLS_REQUEST = 80877103;

    /** What it asks for. */
    enum Asks {
        NOTHING(0),
        CLEARTEXT(3),
        MD5(5);

        private final int code;

        Asks(int code) {
            this.code = code;
        }
    }

    private final Asks asks;
    private final LoopbackServer server = new LoopbackServer(this::serve);
    private final List<Byte> answers = new CopyOnWriteArrayList<>();

    FakeServer(Asks asks) throws IOException {
        this.asks = asks;
    }

    int port() {
        return server.port();
    }

    /** The kinds of messages that it got after it had asked, the farewell excepted. */
    List<Byte> answers() {
        return answers;
    }

    private void serve(Socket accepted) throws IOException {
        try (var in = new DataInputStream(accepted.getInputStream());
                var out = new DataOutputStream(accepted.getOutputStream())) {
            while (true) {
                var body = in.readNBytes(in.readInt() - 4);
                if (body.length != 4
                        || new DataInputStream(new java.io.ByteArrayInputStream(body)).readInt() != TLS_REQUEST) {
                    break;
                }
                out.writeByte('N');
            }
            out.writeByte('R');
            out.writeInt(asks == Asks.MD5 ? 12 : 8);
            out.writeInt(asks.code);
            if (asks == Asks.MD5) {
                out.writeInt(4711);
            }
            if (asks == Asks.NOTHING) {
                out.writeByte('Z');
                out.writeInt(5);
                out.writeByte('I');
            }
            out.flush();
            int kind;
            while ((kind = in.read()) >= 0) {
                if (kind != 'X') {
                    answers.add((byte) kind);
                }
                in.skipNBytes(in.readInt() - 4L);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
