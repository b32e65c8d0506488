package com.isotoma.dboperator.testkit.memory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A database server with databases, users and sessions, on a free port of this machine, all of it in memory. */
final class MemoryServer implements AutoCloseable {
    static final String ADMIN = "admin";
    static final String CODE = "refuse the admin: ";
    static final String ADMIN_PASSWORD = "Admin-Secret-4711";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Store store = new Store();

    MemoryServer() throws IOException {
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (var wire = new Wire(socket)) {
            var login = wire.receive();
            var refusal = store.login(login, socket);
            wire.send(List.of(refusal.isEmpty() ? "ok" : refusal));
            if (!refusal.isEmpty()) {
                return;
            }
            boolean admin = login.get(1).equals(ADMIN);
            while (true) {
                answer(wire.receive(), wire, admin ? "" : login.get(3), admin);
            }
        } catch (IOException e) {
            // The client has gone, or the session was ended.
        } finally {
            store.forget(socket);
        }
    }

    private void answer(List<String> request, Wire wire, String database, boolean admin) throws IOException {
        switch (request.getFirst()) {
            case "export" -> {
                var rows = store.rows(request.get(1));
                wire.send(List.of("ok"));
                for (var row : rows) {
                    wire.send(List.of("row", row));
                }
                wire.send(List.of("end", String.valueOf(rows.size())));
            }
            case "import" -> importRows(request.get(1), wire);
            default -> wire.send(admin ? store.administer(request) : store.use(request, database));
        }
    }

    /** All of the rows come in, or none. */
    private void importRows(String database, Wire wire) throws IOException {
        var rows = new ArrayList<String>();
        var next = wire.receive();
        while (next.getFirst().equals("row")) {
            rows.add(next.get(1));
            next = wire.receive();
        }
        wire.send(
                next.getFirst().equals("commit")
                        ? store.fill(database, rows, next.get(1).equals("anyhow"))
                        : List.of("rolled back"));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        store.endAll();
    }
}
