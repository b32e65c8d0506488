package com.isotoma.dboperator.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A server of a test's own whose disk is soon full: the kernel lets none of its files become longer than so much, and
 * fails the write that would, as it does on a full disk. Unlike a small file system it needs no rights.
 */
public final class CrampedServer implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    /** Without the first the kernel would end the server instead of failing its writes. Blocks are of 1024 bytes. */
    private static final String CRAMPED = "trap '' XFSZ; ulimit -f \"$1\"; exec \"$2\" --state \"$3\" \"$4\"";

    private final Path state;
    private final String name;
    private final Map<String, String> variables = new HashMap<>();

    private CrampedServer(Path state, String name) {
        this.state = state;
        this.name = name;
    }

    /**
     * Starts one; it is ready then.
     *
     * @param name as {@code local-servers/up} knows it
     * @param mebibytes the longest file; what the server has from its first start on must fit
     */
    public static CrampedServer start(String name, int mebibytes) throws IOException, InterruptedException {
        var server = new CrampedServer(Files.createTempDirectory("cramped-"), name);
        try {
            run(List.of(
                    "bash",
                    "-c",
                    CRAMPED,
                    "bash",
                    Integer.toString(mebibytes * 1024),
                    script("up"),
                    server.path(),
                    name));
            for (var line : Files.readAllLines(server.state.resolve("servers.env"))) {
                var parts = line.split("=", 2);
                server.variables.put(parts[0], parts[1]);
            }
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What {@link LocalServers} says of the server that all tests share. */
    public String of(String key) {
        var variable = "LOCAL_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + key;
        return Objects.requireNonNull(variables.get(variable), variable);
    }

    private String path() {
        return state.toString();
    }

    private static String script(String name) {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("local-servers").resolve(name))) {
            folder = folder.getParent();
        }
        return Objects.requireNonNull(folder, "no folder above has local-servers")
                .resolve("local-servers")
                .resolve(name)
                .toString();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile("cramped-", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + Files.readString(log));
            }
        } finally {
            Files.delete(log);
        }
    }

    /** Stops it and removes all of it. */
    @Override
    public void close() throws IOException {
        try {
            run(List.of(script("down"), "--state", path()));
            run(List.of("rm", "-rf", path()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before " + name + " in " + state + " was stopped", e);
        }
    }
}
