package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Runs a program of a database and never leaves it behind: it is killed when the calling thread is interrupted, when the
 * other side of the stream fails, and on every other way out.
 *
 * @param command program and arguments; no secret may be among them, since everybody can read a process list
 * @param environment variables of the program; of this process's own it has only those that say where programs, files and
 *     texts are, since the others are meant for the driver and may hold what is none of the program's business
 * @param secrets texts that are blotted out wherever the program's messages are shown
 * @param failure makes an error of a program that ended badly
 */
public record ToolProcess(
        List<String> command, Map<String, String> environment, Set<String> secrets, ToolFailure failure) {
    private static final int MESSAGE_TAIL = 16_000;
    private static final Pattern INHERITED =
            Pattern.compile("PATH|HOME|TMPDIR|TZ|TZDIR|LANG|LANGUAGE|LC_[A-Z]+|LD_LIBRARY_PATH|SSL_CERT_(FILE|DIR)");
    private static final int COPY_BUFFER = 256 * 1024;
    private static final int EXIT_GRACE_SECONDS = 60;

    /** Consumes the standard output of a program to its end. */
    @FunctionalInterface
    public interface OutputHandler {
        void handle(InputStream output) throws IOException, DriverException, InterruptedException;
    }

    public ToolProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        secrets = Set.copyOf(secrets);
    }

    /** One whose own last messages are the error. */
    public ToolProcess(List<String> command, Map<String, String> environment, Set<String> secrets) {
        this(command, environment, secrets, ToolFailure.AS_TOLD);
    }

    /** The same program with another way to make an error of its end. */
    public ToolProcess failing(ToolFailure how) {
        return new ToolProcess(command, environment, secrets, how);
    }

    /**
     * Runs the program and hands its standard output to {@code handler}.
     *
     * @param reason what a failure of the program is called
     * @throws DriverException when it cannot be started, or ends with another status than 0
     * @throws IOException what the handler threw
     */
    public void read(String reason, OutputHandler handler) throws DriverException, IOException, InterruptedException {
        supervise(reason, process -> {
            process.getOutputStream().close();
            try (var out = process.getInputStream()) {
                handler.handle(out);
            }
        });
    }

    /** Runs the program with {@code source} as its standard input; its standard output is discarded. */
    public void feed(String reason, InputStream source) throws DriverException, IOException, InterruptedException {
        supervise(reason, process -> {
            try (var drain = Executors.newVirtualThreadPerTaskExecutor()) {
                var drained = drain.submit(() -> process.getInputStream().transferTo(OutputStream.nullOutputStream()));
                copyInto(process, source);
                drained.get();
            }
        });
    }

    /**
     * Runs the program with {@code source} as its standard input and hands its standard output to {@code handler}, both at
     * once. The handler may run another program meanwhile: interruption reaches it too.
     */
    public void filter(String reason, InputStream source, OutputHandler handler)
            throws DriverException, IOException, InterruptedException {
        supervise(reason, process -> {
            try (var feeder = Executors.newVirtualThreadPerTaskExecutor()) {
                var fed = feeder.submit((Callable<Boolean>) () -> {
                    copyInto(process, source);
                    return true;
                });
                try (var out = process.getInputStream()) {
                    handler.handle(out);
                }
                rethrow(fed);
            }
        });
    }

    /** The failure of a source is the caller's own: it passes through as it is. */
    private static void rethrow(Future<?> fed) throws IOException, InterruptedException {
        try {
            fed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException i) {
                throw i;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A program that fails stops reading: then its own message matters, not the broken pipe. */
    private static void copyInto(Process process, InputStream source) throws IOException {
        var buffer = new byte[COPY_BUFFER];
        try (var in = process.getOutputStream()) {
            int n;
            while ((n = source.read(buffer)) >= 0) {
                try {
                    in.write(buffer, 0, n);
                } catch (IOException brokenPipe) {
                    return;
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    private void supervise(String reason, ProcessIo io) throws DriverException, IOException, InterruptedException {
        var process = start();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var messages = Messages.of(process, threads);
            try {
                var exchange = threads.submit((Callable<Boolean>) () -> {
                    io.exchange(process);
                    return true;
                });
                await(exchange, process, reason, messages);
                int status = await(process);
                if (status != 0) {
                    throw failed(reason, status, messages);
                }
            } finally {
                kill(process);
            }
        }
    }

    private Process start() throws DriverException {
        for (var argument : command) {
            requireRepresentable(argument);
        }
        var builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().keySet().removeIf(name -> !INHERITED.matcher(name).matches());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new DriverException(
                    DriverException.Kind.INTERNAL,
                    Reasons.TOOL_UNUSABLE,
                    "Cannot run " + command.get(0) + ": the driver's image must have it on its PATH",
                    e);
        }
    }

    /** Java writes arguments in the character set of the locale, and a '?' for what is not in it. */
    private static void requireRepresentable(String argument) throws DriverException {
        if (!argumentCharset().newEncoder().canEncode(argument)) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    "The name '" + PlainText.of(argument)
                            + "' cannot be given to a program in this locale: set LC_ALL=C.UTF-8 in the driver's image",
                    null);
        }
    }

    private static Charset argumentCharset() {
        try {
            return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }

    private void await(Future<?> io, Process process, String reason, Messages messages)
            throws DriverException, IOException, InterruptedException {
        try {
            io.get();
        } catch (InterruptedException e) {
            kill(process);
            io.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            // A reader that stumbles over the end of a program that failed must not hide the failure.
            if (e.getCause() instanceof DriverException
                    && process.waitFor(1, TimeUnit.SECONDS)
                    && process.exitValue() != 0) {
                throw failed(reason, process.exitValue(), messages);
            }
            kill(process);
            throw Failures.rethrow(e);
        }
    }

    private int await(Process process) throws DriverException, InterruptedException {
        if (!process.waitFor(EXIT_GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw DriverException.internal(
                    Reasons.TOOL_UNUSABLE,
                    command.get(0) + " closed its output and did not end within " + EXIT_GRACE_SECONDS + " s",
                    null);
        }
        return process.exitValue();
    }

    private DriverException failed(String reason, int status, Messages messages) throws InterruptedException {
        var lines = Masking.of(messages.last(), secrets)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return failure.explain(reason, command.get(0), status, lines);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @FunctionalInterface
    private interface ProcessIo {
        void exchange(Process process) throws Exception;
    }

    /** What the program says on standard error, read as it comes. */
    private record Messages(Tail tail, Future<?> end) {
        static Messages of(Process process, ExecutorService threads) {
            var tail = new Tail(MESSAGE_TAIL);
            return new Messages(tail, threads.submit((Callable<Boolean>) () -> {
                tail.readAll(process.getErrorStream());
                return true;
            }));
        }

        /** Its last words, which may still be on their way when the program has ended. */
        String last() throws InterruptedException {
            try {
                end.get(5, TimeUnit.SECONDS);
                return tail.text();
            } catch (ExecutionException | TimeoutException e) {
                return tail.text() + "\n(its messages end here: " + e + ")";
            }
        }
    }

    @Override
    public String toString() {
        return "ToolProcess" + command;
    }
}
