package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.http.Dispatcher;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.http.Routes;
import com.isotoma.dboperator.demo.service.storage.DirectoryLock;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo HTTP database. Started from the command line, or inside a test. */
public final class DemoServer implements AutoCloseable {
    private static final int STOP_SECONDS = 5;

    static {
        // Read by the JDK's server when its classes are loaded; all in seconds. The long ones bound whole transfers.
        setDefault("sun.net.httpserver.maxReqTime", "3600");
        setDefault("sun.net.httpserver.maxRspTime", "3600");
        setDefault("sun.net.httpserver.idleInterval", "30");
        // Without this, each answer waits for the client's delayed acknowledgement.
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final DirectoryLock lock;
    private final Parts parts;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private DemoServer(ServerOptions options, DirectoryLock lock) throws IOException {
        this.lock = lock;
        http = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
        try {
            parts = Parts.of(options, stopping);
        } catch (IOException | RuntimeException e) {
            http.stop(0);
            throw e;
        }
        http.setExecutor(threads);
        http.createContext("/", new Dispatcher(new Routes(parts.routes())));
    }

    /** Starts a server; it has opened its port and its data when this returns. */
    static DemoServer start(ServerOptions options) throws IOException {
        Files.createDirectories(options.data());
        var lock = DirectoryLock.take(options.data());
        try {
            var server = new DemoServer(options, lock);
            server.http.start();
            server.parts.start();
            return server;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What it can be asked for. */
    List<Route> routes() {
        return parts.routes();
    }

    /** The port it listens at. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Takes no further connection, lets running requests end for some seconds, and cuts off the rest. */
    @Override
    public void close() {
        stop(STOP_SECONDS);
    }

    /** Cuts off everything at once. */
    void kill() {
        stop(0);
    }

    private void stop(int seconds) {
        if (stopping.compareAndSet(false, true)) {
            parts.close();
            http.stop(seconds);
            threads.close();
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the lock of the data directory cannot be let go", e);
            }
        }
    }

    /** Runs the service until the process is told to end. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (List.of(arguments).contains("--help")) {
            out.print(ServerOptions.HELP);
            return 0;
        }
        try {
            var options = ServerOptions.parse(arguments, System.getenv());
            var server = start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            out.println("demo-http listens at http://" + options.host() + ":" + server.port());
            out.flush();
            Thread.currentThread().join();
            return 0;
        } catch (IllegalArgumentException | IOException e) {
            err.println("demo-http cannot start: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 0;
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
