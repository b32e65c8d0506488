package com.isotoma.dboperator.demo.service.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Answers what comes over the wire: has requests handled, turns failures into answers, and writes the access log. */
public final class Dispatcher implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    /** What machines ask every few seconds. */
    private static final Set<String> ROUTINE = Set.of("/healthz", "/readyz", "/api/changes");

    private final Handler handler;

    public Dispatcher(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long start = System.nanoTime();
        var response = respond(exchange);
        var end = "cut off";
        try {
            response.send(exchange);
            end = "sent";
        } finally {
            // The path only: neither query nor headers nor bodies, which hold what is nobody's business.
            var path = exchange.getRequestURI().getRawPath();
            LOG.atLevel(path != null && ROUTINE.contains(path) ? Level.DEBUG : Level.INFO)
                    .log(
                            "{} {} {} {} {} ms",
                            exchange.getRequestMethod(),
                            path,
                            response.status(),
                            end,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            return handler.handle(Request.of(exchange));
        } catch (Refusal e) {
            return e.response();
        } catch (IOException e) {
            LOG.warn("the disk failed, or the client went away: {}", e.toString());
            return Response.json(503, Map.of("error", "The data could not be read or written. Nothing was changed."));
        } catch (RuntimeException e) {
            LOG.error("a request met a defect", e);
            return Response.json(500, Map.of("error", "A defect of the service; its log says more."));
        }
    }
}
