package com.example.pigeonhole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a server holds. An answer begins with {@code ok}, or says what is wrong. */
final class Store {
    private static final List<String> OK = List.of("ok");
    private static final List<String> MISSING = List.of("missing");

    private record User(String mark, String password) {}

    private record Database(String mark, String user, List<String> rows) {}

    private final String identity = UUID.randomUUID().toString();
    private final Map<String, Database> databases = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();
    private final Map<Socket, String> sessions = new HashMap<>();

    synchronized boolean logIn(List<String> login, Socket socket) {
        var name = login.get(1);
        var password = login.get(2);
        if (name.equals(PigeonholeServer.ADMIN)) {
            return password.equals(PigeonholeServer.ADMIN_PASSWORD);
        }
        var user = users.get(name);
        var database = databases.get(login.get(3));
        boolean allowed = user != null
                && user.password().equals(password)
                && database != null
                && database.user().equals(name);
        if (allowed) {
            sessions.put(socket, login.get(3));
        }
        return allowed;
    }

    synchronized void forget(Socket socket) {
        sessions.remove(socket);
    }

    synchronized void endAll() {
        sessions.keySet().forEach(Store::end);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows of one moment; empty where there is no such database. */
    synchronized Optional<List<String>> rows(String database) {
        return Optional.ofNullable(databases.get(database)).map(found -> List.copyOf(found.rows()));
    }

    /** Fills an empty database. Filling it again with the same is done already. */
    synchronized List<String> fill(String name, List<String> rows) {
        var database = databases.get(name);
        if (database == null) {
            return MISSING;
        }
        if (!database.rows().isEmpty() && !database.rows().equals(rows)) {
            return List.of("not empty");
        }
        databases.put(name, new Database(database.mark(), database.user(), new ArrayList<>(rows)));
        return OK;
    }

    /** What an application asks in its own database. */
    synchronized List<String> use(List<String> request, String name) {
        var database = databases.get(name);
        if (database == null) {
            return MISSING;
        }
        return switch (request.getFirst()) {
            case "add" -> {
                database.rows().add(request.get(1));
                yield OK;
            }
            case "ping" -> OK;
            default -> List.of("not allowed");
        };
    }

    /** What the admin asks. */
    synchronized List<String> administer(List<String> request) {
        var name = request.size() > 1 ? request.get(1) : "";
        return switch (request.getFirst()) {
            case "info" -> List.of("ok", "Pigeonhole 1", identity);
            case "database" -> seen(databases.get(name));
            case "user" -> seen(users.get(name));
            case "set user" -> {
                users.put(name, new User(request.get(2), request.get(3)));
                yield OK;
            }
            case "set database" -> {
                var rows = rows(name).orElse(List.of());
                databases.put(name, new Database(request.get(2), request.get(3), new ArrayList<>(rows)));
                yield OK;
            }
            case "count" ->
                rows(name)
                        .map(rows -> List.of("ok", String.valueOf(rows.size())))
                        .orElse(MISSING);
            case "move" -> move(name, request.get(2));
            case "drop database" -> drop(name);
            case "drop user" -> users.remove(name) == null ? MISSING : OK;
            default -> List.of("not understood");
        };
    }

    private static List<String> seen(@Nullable Database database) {
        return database == null ? MISSING : List.of("ok", database.mark());
    }

    private static List<String> seen(@Nullable User user) {
        return user == null ? MISSING : List.of("ok", user.mark());
    }

    /** The rows of one database in the place of another's, whose sessions end; the first is gone with that. */
    private List<String> move(String from, String to) {
        var source = databases.get(from);
        var target = databases.get(to);
        if (source == null || target == null) {
            return MISSING;
        }
        endSessions(to);
        databases.put(to, new Database(target.mark(), target.user(), source.rows()));
        return drop(from);
    }

    private List<String> drop(String name) {
        endSessions(name);
        return databases.remove(name) == null ? MISSING : OK;
    }

    private void endSessions(String name) {
        sessions.forEach((socket, database) -> {
            if (database.equals(name)) {
                end(socket);
            }
        });
    }
}
