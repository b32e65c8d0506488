package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.run.Steps;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of the driver container in one process, since the start of a process is most of what a small run costs. Each is a
 * connection to the port that is printed first: the client sends the variables of its environment, with a zero byte after
 * each and one more at the end; it gets the log, each line with a {@code >} before it, and the exit status after a
 * {@code =}. A client that sends anything else or goes away ends its run as SIGTERM does. The end of standard input ends
 * all.
 */
public final class HostMain {
    private static final Logger LOG = LoggerFactory.getLogger(HostMain.class);
    private static final int BACKLOG = 200;

    private HostMain() {}

    public static void main(String[] args) throws IOException {
        var out = new RunOutput(System.out);
        var err = new RunOutput(System.err);
        var port = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try (var server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            port.println(server.getLocalPort());
            port.flush();
            Thread.ofPlatform().daemon().start(HostMain::endWithInput);
            while (true) {
                var client = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        }
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.error("The end of standard input cannot be seen", e);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            var environment = environment(in);
            var output = client.getOutputStream();
            RunOutput.sendTo(output);
            var run = Thread.currentThread();
            Thread.ofPlatform().daemon().start(() -> endWithClient(in, run));
            var status = new Main(environment, System.out, new Steps.Logged()).run();
            RunOutput.end("=" + status.code());
        } catch (IOException e) {
            LOG.error("A run has lost its client", e);
        }
    }

    private static void endWithClient(InputStream in, Thread run) {
        try {
            int unused = in.read();
        } catch (IOException e) {
            // The connection is closed at the end of a run, too.
            return;
        }
        run.interrupt();
    }

    private static Map<String, String> environment(InputStream in) throws IOException {
        var environment = new HashMap<String, String>();
        for (var entry = entry(in); !entry.isEmpty(); entry = entry(in)) {
            int equals = entry.indexOf('=');
            environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return environment;
    }

    private static String entry(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) > 0) {
            bytes.write(next);
        }
        if (next < 0) {
            throw new EOFException("the client went before it had sent its environment");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
