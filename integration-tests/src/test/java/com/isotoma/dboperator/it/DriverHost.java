package com.isotoma.dboperator.it;

import com.isotoma.dboperator.driver.container.HostMain;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that hosts the runs of all drivers, except of those namespaces that want a process for each. It ends with
 * this one.
 */
final class DriverHost {
    private static final Path FOLDER = Workspace.root().resolve("integration-tests/target/driver-host");
    private static @Nullable Integer port;

    private DriverHost() {}

    /** The program of a driver whose runs are hosted. */
    static Path program() {
        return Workspace.root().resolve("integration-tests/src/test/resources/hosted-driver");
    }

    /**
     * The variables that the program needs.
     *
     * @param own the program for runs that are processes of their own
     */
    static Map<String, String> environment(Path own) {
        return Map.of(
                "DRIVER_HOST_PORT",
                Integer.toString(port()),
                "DRIVER_PROGRAM",
                own.toString(),
                "OWN_PROCESSES",
                FOLDER.toString());
    }

    /** From now on, each run for that namespace is a process of its own. */
    static void notFor(String namespace) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(namespace), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the tools are that break off on purpose. */
    static Path brokenTools() {
        return Workspace.root().resolve("integration-tests/src/test/resources/tools");
    }

    /** All tools that a run may start; those that break off on purpose come first. */
    private static String path() {
        return brokenTools() + ":" + tools();
    }

    /** The tools of all servers, before what this process finds. */
    static String tools() {
        return String.join(
                ":",
                LocalServers.of("POSTGRESQL", "BIN"),
                LocalServers.of("MYSQL", "BIN"),
                LocalServers.of("MARIADB", "BIN"),
                System.getenv("PATH"));
    }

    private static synchronized int port() {
        var known = port;
        if (known == null) {
            known = start();
            port = known;
        }
        return known;
    }

    private static int start() {
        try {
            Files.createDirectories(FOLDER);
            var builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx1g",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            HostMain.class.getName()))
                    .redirectError(FOLDER.resolve("host.log").toFile());
            builder.environment().put("PATH", path());
            // Its standard input is this process' end of a pipe, which is closed when this process ends.
            var process = builder.start();
            try (var output = process.inputReader()) {
                return firstLine(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int firstLine(BufferedReader output) throws IOException {
        var line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("the host of the drivers did not start; see " + FOLDER.resolve("host.log"));
        }
        return Integer.parseInt(line);
    }
}
