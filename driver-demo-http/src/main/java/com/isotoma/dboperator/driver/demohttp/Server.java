package com.isotoma.dboperator.driver.demohttp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server.
 *
 * @param admin as whom it is asked; null for what is open to all
 */
record Server(Endpoint endpoint, @Nullable Credentials admin) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server says of itself. */
    ServerInfo info() throws DriverException, InterruptedException {
        var answer = send("GET", "/healthz");
        answer.expectSuccess();
        return new ServerInfo(answer.text("version"), answer.optionalText("identity"));
    }

    /** Sends a request without a body and waits for the whole answer. */
    Answer send(String method, String path) throws DriverException, InterruptedException {
        try (var exchange = open(method, path)) {
            return exchange.answer();
        }
    }

    /** Sends a request with a JSON object as its body and waits for the whole answer. */
    Answer send(String method, String path, Map<String, String> body) throws DriverException, InterruptedException {
        try (var exchange = open(method, path)) {
            var bytes = json(body);
            exchange.startBody();
            exchange.write(bytes, bytes.length);
            exchange.endBody();
            return exchange.answer();
        }
    }

    /** Begins a request, for the caller to go on with. Nothing is sent yet. */
    Exchange open(String method, String path) throws DriverException {
        return Exchange.open(endpoint, admin, method, path);
    }

    private static byte[] json(Map<String, String> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("texts can always be written as JSON", e);
        }
    }
}
