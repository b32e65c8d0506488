package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the service runs. Its text form does not show the password.
 *
 * @param host address to listen at
 * @param port port to listen at; 0 for one that is free
 * @param data directory of all files
 * @param adminUser name of the admin
 * @param adminPassword the admin's password; without one nobody can manage databases
 */
record ServerOptions(String host, int port, Path data, String adminUser, Optional<String> adminPassword) {
    static final String HELP = """
            The demo HTTP database.

              --host ADDRESS               address to listen at (default 0.0.0.0)
              --port PORT                  port to listen at, 0 for any (default 8089)
              --data DIRECTORY             where the data lie (default: DATA_DIRECTORY, or ./data)
              --admin-user NAME            who manages databases (default: DEMO_ADMIN_USER, or admin)
              --admin-password-file FILE   holds the admin's password (default: DEMO_ADMIN_PASSWORD);
                                           without a password nobody manages databases
              --help                       this text
            """;

    private static final Set<String> KNOWN =
            Set.of("--host", "--port", "--data", "--admin-user", "--admin-password-file");

    /** Reads a command line and the environment. */
    static ServerOptions parse(String[] arguments, Map<String, String> environment) throws IOException {
        var given = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i])) {
                throw new IllegalArgumentException("unknown option " + arguments[i] + ": see --help");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("option " + arguments[i] + " needs a value");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        return new ServerOptions(
                given.getOrDefault("--host", "0.0.0.0"),
                port(given.getOrDefault("--port", "8089")),
                Path.of(given.getOrDefault("--data", nonEmpty(environment, "DATA_DIRECTORY", "data"))),
                given.getOrDefault("--admin-user", nonEmpty(environment, "DEMO_ADMIN_USER", "admin")),
                password(given, environment));
    }

    private static Optional<String> password(Map<String, String> given, Map<String, String> environment)
            throws IOException {
        var file = given.get("--admin-password-file");
        var password = file == null
                ? environment.getOrDefault("DEMO_ADMIN_PASSWORD", "")
                : Files.readString(Path.of(file)).stripTrailing();
        return Optional.of(password).filter(p -> !p.isEmpty());
    }

    private static String nonEmpty(Map<String, String> environment, String name, String otherwise) {
        var value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        throw new IllegalArgumentException("--port is '" + text + "': give a number from 0 to 65535");
    }

    @Override
    public String toString() {
        return "ServerOptions[" + host + ":" + port + ", " + data + ", " + adminUser + "]";
    }
}
