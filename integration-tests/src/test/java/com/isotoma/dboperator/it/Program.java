package com.isotoma.dboperator.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that people use beside the operator: kubectl, zstd, the servers' own tools. */
final class Program {
    private static final int LIMIT_SECONDS = 150;

    private Program() {}

    /** How a program ended. */
    static final class End {
        private final int status;
        private final byte[] bytes;

        private End(int status, byte[] bytes) {
            this.status = status;
            this.bytes = bytes;
        }

        int status() {
            return status;
        }

        /** Standard output and standard error. */
        byte[] bytes() {
            return bytes.clone();
        }

        String output() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static End run(String... command) throws IOException, InterruptedException {
        return run(new byte[0], List.of(command));
    }

    /** Gives it these variables besides. */
    static End run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        return run(new byte[0], command, environment);
    }

    /** Feeds it {@code input}. */
    static End run(byte[] input, List<String> command) throws IOException, InterruptedException {
        return run(input, command, Map.of());
    }

    private static End run(byte[] input, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var in = Files.createTempFile("program-", ".in");
        var out = Files.createTempFile("program-", ".out");
        try {
            Files.write(in, input);
            var builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end: " + Files.readString(out));
            }
            return new End(process.exitValue(), Files.readAllBytes(out));
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
