package com.isotoma.dboperator.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /healthz} and {@code /readyz}, and on another port {@code /metrics} with them, so that what other pods can reach does
 * not keep the kubelet from its answer. A client that sends or reads slowly holds a connection for some seconds, no thread of
 * others, and connections are limited. Started by its constructor.
 */
public final class HealthServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** Counting all resources costs processor time, and more than a few monitors at once have no use for it. */
    private static final int SCRAPES = 8;

    private final HttpServer metricsServer;
    private final HttpServer probeServer;
    /** One for each connection at work, of which {@link SlowClients} limits the number. */
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    private final Semaphore scrapes = new Semaphore(SCRAPES);

    /** @throws UncheckedIOException if an address cannot be listened on; nothing is left open then */
    public HealthServer(
            InetSocketAddress metricsAddress, InetSocketAddress probeAddress, Health health, Supplier<String> metrics) {
        SlowClients.limit();
        metricsServer = listen(metricsAddress);
        try {
            probeServer = listen(probeAddress);
        } catch (UncheckedIOException e) {
            metricsServer.stop(0);
            threads.shutdown();
            throw e;
        }
        metricsServer.createContext("/metrics", exchange -> scrape(exchange, metrics));
        for (var server : new HttpServer[] {metricsServer, probeServer}) {
            server.createContext("/healthz", exchange -> probe(exchange, "/healthz", health::alive));
            server.createContext("/readyz", exchange -> probe(exchange, "/readyz", health::ready));
            server.setExecutor(threads);
            server.start();
        }
    }

    /** The port of metrics, which the system chose if 0 was asked for. */
    public int port() {
        return metricsServer.getAddress().getPort();
    }

    /** The port of the probes, likewise. */
    public int probePort() {
        return probeServer.getAddress().getPort();
    }

    @Override
    public void close() {
        metricsServer.stop(0);
        probeServer.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            threads.shutdown();
            throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private static void probe(HttpExchange exchange, String path, BooleanSupplier ok) throws IOException {
        boolean fine = ok.getAsBoolean();
        answer(exchange, path, fine ? 200 : 503, TEXT, fine ? "ok\n" : "not ok\n");
    }

    private void scrape(HttpExchange exchange, Supplier<String> metrics) throws IOException {
        if (!scrapes.tryAcquire()) {
            answer(exchange, "/metrics", 503, TEXT, "several others are reading the metrics: ask again later\n");
            return;
        }
        try {
            // Until it is sent: a reader that takes its time holds the whole text in memory.
            answer(exchange, "/metrics", 200, PROMETHEUS, metrics.get());
        } finally {
            scrapes.release();
        }
    }

    private static void answer(HttpExchange exchange, String path, int status, String type, String text)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
