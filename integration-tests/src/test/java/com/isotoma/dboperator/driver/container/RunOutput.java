package com.isotoma.dboperator.driver.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a run prints, sent to its client line by line; what the threads of no run print goes where it went before. */
final class RunOutput extends OutputStream {
    /** Threads that a run starts belong to it. */
    private static final InheritableThreadLocal<@Nullable Client> CURRENT = new InheritableThreadLocal<>();

    private final OutputStream otherwise;

    RunOutput(OutputStream otherwise) {
        this.otherwise = otherwise;
    }

    /** From now on, all that this thread and its children print goes there. */
    static void sendTo(OutputStream client) {
        CURRENT.set(new Client(client));
    }

    /** Sends the last line; what is printed later is lost, as it is when a process has ended. */
    static void end(String line) throws IOException {
        var client = CURRENT.get();
        if (client == null) {
            throw new IllegalStateException("this thread has no client");
        }
        client.end(line);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        var client = CURRENT.get();
        if (client == null) {
            otherwise.write(bytes, offset, length);
        } else {
            client.write(bytes, offset, length);
        }
    }

    /** Thread-safe, as several threads of a run print. */
    private static final class Client {
        private final OutputStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean ended;

        Client(OutputStream out) {
            this.out = out;
        }

        synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                line.write(bytes[i]);
                if (bytes[i] == '\n') {
                    sendLine();
                }
            }
        }

        private void sendLine() throws IOException {
            if (!ended) {
                out.write('>');
                line.writeTo(out);
            }
            line.reset();
        }

        synchronized void end(String last) throws IOException {
            if (line.size() > 0) {
                line.write('\n');
                sendLine();
            }
            out.write((last + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            ended = true;
        }
    }
}
