package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real PgBouncer in front of a server, on a port of its own. */
final class PgBouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of(LocalServers.of("POSTGRESQL", "BIN"), "pgbouncer");

    private final int port;
    private final Process process;

    private PgBouncer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Debian has it; elsewhere it may not have been installed. */
    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param settings more lines of its configuration */
    static PgBouncer before(TestServer server, Path folder, String... settings) throws IOException {
        int port = freePort();
        var users = folder.resolve("users.txt");
        Files.writeString(users, user(server.admin()) + user(server.superuser()));
        var configuration = new ArrayList<>(List.of(
                "[databases]",
                "* = host=" + server.host() + " port=" + server.port(),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = scram-sha-256",
                "auth_file = " + users));
        configuration.addAll(List.of(settings));
        var file = Files.write(folder.resolve("pgbouncer.ini"), configuration);
        var log = folder.resolve("pgbouncer.log").toFile();
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to run as root; in a user namespace of its own root is somebody else to it.
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(List.of(PROGRAM.toString(), file.toString()));
        var bouncer = new PgBouncer(
                port,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .failFast("PgBouncer ended, see " + log, () -> !bouncer.process.isAlive())
                    .until(bouncer::listens);
        } catch (RuntimeException e) {
            bouncer.close();
            throw new IllegalStateException(Files.readString(log.toPath()), e);
        }
        return bouncer;
    }

    int port() {
        return port;
    }

    private boolean listens() {
        try (var connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connected.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String user(Credentials account) {
        return "\"" + account.username() + "\" \"" + account.password() + "\"\n";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
