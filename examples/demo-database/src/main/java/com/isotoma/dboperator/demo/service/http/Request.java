package com.isotoma.dboperator.demo.service.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request, with its address taken apart.
 *
 * @param exchange where it came from
 * @param method GET, POST…
 * @param path the decoded segments of the path, at least one
 * @param query the decoded parameters
 * @param segments the segments that stand where the route has names, by these names
 */
public record Request(
        HttpExchange exchange,
        String method,
        List<String> path,
        Map<String, String> query,
        Map<String, String> segments) {
    /** The longest body that is taken at once; an import has no limit. */
    public static final int MAX_BODY = 1024 * 1024;

    static Request of(HttpExchange exchange) throws Refusal {
        var uri = exchange.getRequestURI();
        return new Request(
                exchange,
                exchange.getRequestMethod(),
                Address.segments(Optional.ofNullable(uri.getRawPath()).orElse("/")),
                Address.query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                Map.of());
    }

    Request withSegments(Map<String, String> named) {
        return new Request(exchange, method, path, query, named);
    }

    /** The segment of the path for which the route has this name. */
    public String segment(String name) {
        return Objects.requireNonNull(segments.get(name), name);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A parameter that is a whole number from 0 to {@code max}; anything else is refused with 400. */
    public long number(String name, long otherwise, long max) throws Refusal {
        var text = parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        throw new Refusal(400, "?" + name + " is '" + text.get() + "': give a number from 0 to " + max + ".");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body, which must be shorter than {@link #MAX_BODY}. */
    public byte[] body() throws IOException, Refusal {
        var bytes = stream().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new Refusal(413, "The body is longer than " + MAX_BODY + " bytes.");
        }
        return bytes;
    }

    /** The body, however long. */
    public InputStream stream() {
        return exchange.getRequestBody();
    }
}
