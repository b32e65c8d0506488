package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The driver's connection to a server. A failure of the network is the server's being unreachable. */
final class Connection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final String address;
    private final Wire wire;

    /** @param limit how long each step may take; zero for ever */
    Connection(String host, int port, Duration limit) throws DriverException {
        this.address = host + ":" + port;
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
            wire = new Wire(socket);
        } catch (IOException e) {
            throw lost(e);
        }
        limit(limit);
    }

    private DriverException lost(IOException e) {
        return DriverException.unavailable(
                Reasons.SERVER_UNREACHABLE, address + " is not reached: " + e + ". It is tried again.", e);
    }

    void logIn(Credentials account, String database) throws DriverException {
        if (!ask("login", account.username(), account.password(), database)
                .getFirst()
                .equals("ok")) {
            throw DriverException.user(
                    Reasons.AUTHENTICATION_FAILED,
                    address + " does not take '" + account.username() + "': correct its password.");
        }
    }

    /** @param limit how long each answer may take from now on; zero for ever */
    void limit(Duration limit) throws DriverException {
        try {
            socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Sends a request and waits for the answer. */
    List<String> ask(String... request) throws DriverException {
        send(request);
        return receive();
    }

    void send(String... message) throws DriverException {
        try {
            wire.send(List.of(message));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    List<String> receive() throws DriverException {
        try {
            return wire.receive();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Every message up to that of this kind, which is the last of the list. */
    List<List<String>> receiveUntil(String last) throws DriverException {
        var messages = new ArrayList<List<String>>();
        do {
            messages.add(receive());
        } while (!messages.getLast().getFirst().equals(last));
        return messages;
    }

    @Override
    public void close() throws DriverException {
        try {
            socket.close();
        } catch (IOException e) {
            throw lost(e);
        }
    }
}
