package com.isotoma.dboperator.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A driver that runs, and can be made to stand still and go on. Closing it kills it. */
record DriverProcess(Process process, Path output) implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    /** Waits for the end. */
    DriverProgram.End end() throws IOException, InterruptedException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a driver run did not end: " + Files.readString(output));
            }
            return new DriverProgram.End(process.exitValue(), Files.readString(output));
        } finally {
            close();
        }
    }

    /** Stands still from now on, as the process of a machine that is suspended. */
    void stop() throws IOException, InterruptedException {
        signal("STOP");
        awaitStopped();
    }

    /** Waits until it stands still by its own doing. */
    void awaitStopped() {
        Awaitility.await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the driver has ended: " + Files.readString(output));
            }
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        });
    }

    /** Goes on where it stood. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var end = Program.run("sh", "-c", "kill -" + name + " " + process.pid());
        if (end.status() != 0) {
            throw new IllegalStateException("SIG" + name + ": " + end.output());
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
