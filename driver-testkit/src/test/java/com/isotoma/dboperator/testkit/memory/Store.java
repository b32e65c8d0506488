package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.testkit.Trap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a server holds. An answer begins with {@code ok}, or says what is wrong. */
final class Store {
    private static final List<String> OK = List.of("ok");
    private static final List<String> MISSING = List.of("missing");

    private static final class Database {
        String user;
        String mark;
        boolean open;
        boolean locked;
        List<String> rows = new ArrayList<>();

        Database(String user, String mark, boolean open) {
            this.user = user;
            this.mark = mark;
            this.open = open;
        }
    }

    private static final class User {
        String password;
        String mark;

        User(String password, String mark) {
            this.password = password;
            this.mark = mark;
        }
    }

    private final String identity = UUID.randomUUID().toString();
    private final Map<String, Database> databases = new HashMap<>();
    private final Map<String, User> users = new HashMap<>();
    private final Map<Socket, String> sessions = new HashMap<>();

    /** @return why not; empty when the session may begin */
    synchronized String login(List<String> login, Socket socket) {
        var name = login.get(1);
        var password = login.get(2);
        if (name.equals(MemoryServer.ADMIN)) {
            return password.equals(MemoryServer.ADMIN_PASSWORD) ? "" : "denied";
        }
        var user = users.get(name);
        var database = databases.get(login.get(3));
        if (user == null || !user.password.equals(password) || database == null || database.locked) {
            return "denied";
        }
        if (!database.open && !database.user.equals(name)) {
            return "denied";
        }
        sessions.put(socket, login.get(3));
        return "";
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

    synchronized List<String> rows(String database) {
        var found = databases.get(database);
        return found == null ? List.of() : List.copyOf(found.rows);
    }

    synchronized List<String> fill(String name, List<String> rows, boolean anyhow) {
        var database = databases.get(name);
        if (database == null) {
            return MISSING;
        }
        if (!anyhow && !database.rows.isEmpty() && !database.rows.equals(rows)) {
            return List.of("not empty");
        }
        database.rows = new ArrayList<>(rows);
        return OK;
    }

    /** What an application asks in its own database. */
    synchronized List<String> use(List<String> request, String name) {
        var database = databases.get(name);
        if (database == null) {
            return MISSING;
        }
        return switch (request.getFirst()) {
            case "add" -> add(database, request.get(1));
            case "ping" -> OK;
            default -> List.of("not allowed");
        };
    }

    private static List<String> add(Database database, String row) {
        database.rows.add(row);
        return OK;
    }

    /** What the admin asks. */
    synchronized List<String> administer(List<String> request) {
        var name = request.size() > 1 ? request.get(1) : "";
        return switch (request.getFirst()) {
            case "info" -> List.of("ok", "Memory 1", identity);
            case "database" -> seen(databases.get(name));
            case "user" -> seen(users.get(name));
            case "set user" -> setUser(name, request.get(2), request.get(3));
            case "set database" ->
                setDatabase(name, request.get(2), request.get(3), request.get(4).equals("open"));
            case "evaluate" -> evaluate(name);
            case "count" -> List.of("ok", String.valueOf(rows(name).size()));
            case "add" -> databases.containsKey(name) ? add(required(name), request.get(2)) : MISSING;
            case "lock" -> lock(name, true);
            case "unlock" -> lock(name, false);
            case "end sessions" -> endSessions(name);
            case "move" -> move(name, request.get(2));
            case "drop database" -> drop(name);
            case "drop user" -> users.remove(name) == null ? MISSING : OK;
            default -> List.of("not understood");
        };
    }

    /** Rows are data, but those that begin like this are code to whoever has the server evaluate them. */
    private List<String> evaluate(String name) {
        return rows(name).stream().anyMatch(row -> row.startsWith(MemoryServer.CODE)) ? List.of(Trap.SPRUNG) : OK;
    }

    private Database required(String name) {
        var database = databases.get(name);
        if (database == null) {
            throw new IllegalStateException("looked for before");
        }
        return database;
    }

    private static List<String> seen(@Nullable Database database) {
        return database == null ? MISSING : List.of("ok", database.mark, database.user);
    }

    private static List<String> seen(@Nullable User user) {
        return user == null ? MISSING : List.of("ok", user.mark);
    }

    private List<String> setUser(String name, String mark, String password) {
        var user = users.computeIfAbsent(name, n -> new User(password, mark));
        user.password = password;
        user.mark = mark;
        return OK;
    }

    private List<String> setDatabase(String name, String mark, String user, boolean open) {
        var database = databases.computeIfAbsent(name, n -> new Database(user, mark, open));
        database.mark = mark;
        database.user = user;
        database.open = open;
        return OK;
    }

    private List<String> lock(String name, boolean locked) {
        var database = databases.get(name);
        if (database == null) {
            return MISSING;
        }
        database.locked = locked;
        return OK;
    }

    private List<String> endSessions(String name) {
        sessions.forEach((socket, database) -> {
            if (database.equals(name)) {
                end(socket);
            }
        });
        return OK;
    }

    /** The rows change places in one step, and the database they come from is gone with it. */
    private List<String> move(String from, String to) {
        if (!databases.containsKey(from) || !databases.containsKey(to)) {
            return MISSING;
        }
        required(to).rows = required(from).rows;
        return drop(from);
    }

    private List<String> drop(String name) {
        endSessions(name);
        return databases.remove(name) == null ? MISSING : OK;
    }
}
