package com.isotoma.dboperator.demo.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every request to its resource, turns failures into answers, and writes the access log. */
final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger("access");

    private final Resource persons;
    private final Resource databases;
    private final Resource health;

    Router(Resource persons, Resource databases, Resource health) {
        this.persons = persons;
        this.databases = databases;
        this.health = health;
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
            LOG.info(
                    "{} {} {} {} {} ms",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    response.status(),
                    end,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            return route(Request.of(exchange));
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

    private Response route(Request request) throws IOException, Refusal {
        var path = request.path();
        var rest = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case "persons" -> persons.handle(request, rest);
            case "api" -> api(request, rest);
            case "databases" -> databases.handle(request, rest);
            case "healthz", "readyz" -> health.handle(request, rest);
            default -> throw Refusal.notFound("This address");
        };
    }

    private Response api(Request request, List<String> rest) throws IOException, Refusal {
        if (!rest.isEmpty() && rest.getFirst().equals("persons")) {
            return persons.handle(request, rest.subList(1, rest.size()));
        }
        if (!rest.equals(List.of("leader"))) {
            throw Refusal.notFound("This address");
        }
        if (!request.method().equals("GET")) {
            throw Refusal.method("GET");
        }
        return Response.text("true"); // one server, its own leader
    }
}
