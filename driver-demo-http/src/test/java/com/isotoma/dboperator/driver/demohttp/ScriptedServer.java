package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Something that is no demo server: it answers one connection after the other with the bytes it was given. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    ScriptedServer(String... answers) throws IOException {
        new Thread(() -> serve(List.of(answers)), "scripted").start();
    }

    static String json(String body) {
        return ok("application/json", body);
    }

    static String ok(String type, String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }

    int port() {
        return socket.getLocalPort();
    }

    DatabaseTarget target() {
        return Targets.at(port(), Targets.OWNER, "orders");
    }

    private void serve(List<String> answers) {
        try {
            for (var answer : answers) {
                try (var client = socket.accept()) {
                    readHead(client.getInputStream());
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // Closed by the test, or left by the driver: its assertions tell whether that was right.
        }
    }

    private static void readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        int b;
        while (head.indexOf("\r\n\r\n") < 0 && (b = in.read()) >= 0) {
            head.append((char) b);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
