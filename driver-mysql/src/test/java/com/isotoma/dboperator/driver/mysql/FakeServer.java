package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.testkit.LoopbackServer;
import com.isotoma.dboperator.testkit.StrangersTls;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks as much of the protocol as it takes to ask for what it should not get, and keeps what it is answered. */
final class FakeServer implements AutoCloseable {
    private static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};

    /** What it asks for after the login, which it takes whatever it says. */
    enum Asks {
        CLEAR_PASSWORD("mysql_clear_password", ""),
        DIALOG("dialog", "\4Password: "),
        OLD_PASSWORD("mysql_old_password", "abcdefgh"),
        LDAP("authentication_ldap_sasl_client", "SCRAM-SHA-1"),
        /** Nothing, but each question is answered by asking for a file. */
        FILE("", "");

        private final String plugin;
        private final String data;

        Asks(String plugin, String data) {
            this.plugin = plugin;
            this.data = data;
        }
    }

    private final Flavour flavour;
    private final Asks asks;
    private final String file;
    private final StrangersTls tls = new StrangersTls();
    private final boolean withTls;
    private final LoopbackServer server = new LoopbackServer(this::serve);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile boolean asked;

    FakeServer(Flavour flavour, Asks asks, boolean withTls, String file) throws Exception {
        this.flavour = flavour;
        this.asks = asks;
        this.withTls = withTls;
        this.file = file;
    }

    int port() {
        return server.port();
    }

    /** Whether somebody came so far that it could ask. */
    boolean asked() {
        return asked;
    }

    /** All that it got, as text. */
    String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void serve(Socket accepted) throws Exception {
        var packets = new Packets(accepted, 0);
        packets.write(Packets.greeting(flavour == Flavour.MYSQL ? "9.7.1" : "5.5.5-10.11.18-MariaDB", withTls));
        var login = keep(packets.read());
        if (Packets.wantsTls(login)) {
            packets = new Packets(tls.asServer(accepted), packets.number());
            keep(packets.read());
        }
        asked = true;
        if (!asks.plugin.isEmpty()) {
            var question = new ByteArrayOutputStream();
            question.write(0xfe);
            question.writeBytes(Packets.text(asks.plugin));
            question.writeBytes(Packets.text(asks.data));
            packets.write(question.toByteArray());
            keep(packets.read());
        }
        packets.write(OK);
        while (true) {
            keep(packets.read());
            packets.write(("\u00fb" + file).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private byte[] keep(byte[] bytes) {
        synchronized (received) {
            received.writeBytes(bytes);
        }
        return bytes;
    }

    @Override
    public void close() {
        server.close();
    }
}
