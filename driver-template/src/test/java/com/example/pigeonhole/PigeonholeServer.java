package com.example.pigeonhole;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small database server on this machine, all of it in memory. It has an admin, users, databases that belong to one user
 * each, and sessions. Your driver has a real one in its place.
 */
public final class PigeonholeServer implements AutoCloseable {
    static final String ADMIN = "admin";
    static final String ADMIN_PASSWORD = "Admin-Secret-4711";

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Store store = new Store();

    /** @param port where to listen; 0 for a free one */
    PigeonholeServer(int port) throws IOException {
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Serves until it is killed. */
    public static void main(String[] args) throws Exception {
        try (var server = new PigeonholeServer(Integer.parseInt(args[0]))) {
            System.out.println("Pigeonhole listens at 127.0.0.1:" + server.port());
            Thread.currentThread().join();
        }
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
            if (!login.getFirst().equals("login") || !store.logIn(login, socket)) {
                wire.send(List.of("denied"));
                return;
            }
            wire.send(List.of("ok"));
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
            case "export" -> export(admin ? request.get(1) : database, wire);
            case "import" -> importRows(request.get(1), wire, admin);
            default -> wire.send(admin ? store.administer(request) : store.use(request, database));
        }
    }

    private void export(String database, Wire wire) throws IOException {
        var rows = store.rows(database);
        wire.send(List.of(rows.isPresent() ? "ok" : "missing"));
        if (rows.isPresent()) {
            for (var row : rows.get()) {
                wire.send(List.of("row", row));
            }
            wire.send(List.of("end"));
        }
    }

    /** All of the rows come in, or none. */
    private void importRows(String database, Wire wire, boolean admin) throws IOException {
        var rows = new ArrayList<String>();
        var next = wire.receive();
        while (next.getFirst().equals("row")) {
            rows.add(next.get(1));
            next = wire.receive();
        }
        wire.send(admin && next.getFirst().equals("commit") ? store.fill(database, rows) : List.of("rolled back"));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        store.endAll();
        threads.shutdown();
    }
}
