package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.replication.Membership;
import java.io.IOException;
import java.net.InetAddress;
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
 * @param membership whether it leads, or whom it follows
 */
record ServerOptions(
        String host, int port, Path data, String adminUser, Optional<String> adminPassword, Membership membership) {
    static final String HELP = """
            The demo HTTP database.

              --host ADDRESS               address to listen at (default: all, 0.0.0.0; POD_IP if that is a
                                           loopback address, which other members have others of)
              --port PORT                  port to listen at, 0 for any (default 8089)
              --data DIRECTORY             where the data lie (default: DATA_DIRECTORY, or ./data)
              --admin-user NAME            who manages databases (default: DEMO_ADMIN_USER, or admin)
              --admin-password-file FILE   holds the admin's password (default: DEMO_ADMIN_PASSWORD);
                                           without a password nobody manages databases
              --help                       this text

            In a cluster the member whose POD_NAME ends in -0 leads, the others follow it. Without POD_NAME it is alone,
            and leads. A follower asks the Kubernetes API where the leader's pod is, with the service account in
            SERVICE_ACCOUNT_DIR, in NAMESPACE; or it takes LEADER_URL.
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
        int port = port(given.getOrDefault("--port", "8089"));
        return new ServerOptions(
                given.getOrDefault("--host", defaultHost(environment)),
                port,
                Path.of(given.getOrDefault("--data", nonEmpty(environment, "DATA_DIRECTORY", "data"))),
                given.getOrDefault("--admin-user", nonEmpty(environment, "DEMO_ADMIN_USER", "admin")),
                password(given, environment),
                Membership.of(environment, port));
    }

    /** Members that share a machine have addresses of their own; everywhere else a port-forward must get in, too. */
    private static String defaultHost(Map<String, String> environment) throws IOException {
        var own = environment.getOrDefault("POD_IP", "");
        return !own.isEmpty() && InetAddress.getByName(own).isLoopbackAddress() ? own : "0.0.0.0";
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
        return "ServerOptions[" + host + ":" + port + ", " + data + ", " + adminUser + ", " + membership.name() + "]";
    }
}
