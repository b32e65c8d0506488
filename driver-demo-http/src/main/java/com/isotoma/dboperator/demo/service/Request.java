package com.isotoma.dboperator.demo.service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, with its address taken apart.
 *
 * @param exchange where it came from
 * @param method GET, POST…
 * @param path the decoded segments of the path, at least one
 * @param query the decoded parameters
 */
record Request(HttpExchange exchange, String method, List<String> path, Map<String, String> query) {
    /** The longest body that is taken at once; an import has no limit. */
    static final int MAX_BODY = 1024 * 1024;

    static Request of(HttpExchange exchange) throws Refusal {
        var uri = exchange.getRequestURI();
        return new Request(
                exchange,
                exchange.getRequestMethod(),
                Address.segments(Optional.ofNullable(uri.getRawPath()).orElse("/")),
                Address.query(Optional.ofNullable(uri.getRawQuery()).orElse("")));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body, which must be shorter than {@link #MAX_BODY}. */
    byte[] body() throws IOException, Refusal {
        var bytes = stream().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new Refusal(413, "The body is longer than " + MAX_BODY + " bytes.");
        }
        return bytes;
    }

    InputStream stream() {
        return exchange.getRequestBody();
    }
}
