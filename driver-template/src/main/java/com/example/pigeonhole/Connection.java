package com.example.pigeonhole;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.Bounded;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * The driver's connection to a server. Each step ends in time, and at once when it is interrupted. A failure of the network
 * means that the server is not reached at the moment.
 */
final class Connection implements AutoCloseable {
    private static final String OK = "ok";

    private final Socket socket = new Socket();
    private final String address;
    private final Duration limit;
    private final Wire wire;

    /** @param limit how long each step may take */
    Connection(String host, int port, Duration limit) throws DriverException, InterruptedException {
        this.address = host + ":" + port;
        this.limit = limit;
        this.wire = step(() -> {
            socket.connect(new InetSocketAddress(host, port));
            return new Wire(socket);
        });
    }

    private <T> T step(Bounded.Call<T> call) throws DriverException, InterruptedException {
        try {
            return Bounded.call(limit, call);
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.SERVER_UNREACHABLE, address + " is not reached: " + e + ". It is tried again.", e);
        }
    }

    void logIn(Credentials account, String database) throws DriverException, InterruptedException {
        if (!isOk(ask("login", account.username(), account.password(), database))) {
            throw DriverException.user(
                    Reasons.AUTHENTICATION_FAILED,
                    address + " does not take the account '" + account.username()
                            + "': correct spec.credentials, or its password on the server.");
        }
    }

    /** Sends a request and waits for the answer. */
    List<String> ask(String... request) throws DriverException, InterruptedException {
        send(request);
        return receive();
    }

    /** The same for a change, which is made or was made before. */
    void tell(String... request) throws DriverException, InterruptedException {
        var answer = ask(request);
        if (!isOk(answer) && !answer.getFirst().equals("missing")) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR,
                    address + " answers '" + answer.getFirst() + "' to '" + request[0] + "', which is not understood.",
                    null);
        }
    }

    void send(String... message) throws DriverException, InterruptedException {
        boolean unused = step(() -> {
            wire.send(List.of(message));
            return true;
        });
    }

    List<String> receive() throws DriverException, InterruptedException {
        return step(wire::receive);
    }

    static boolean isOk(List<String> answer) {
        return answer.getFirst().equals(OK);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }
}
