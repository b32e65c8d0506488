package com.isotoma.dboperator.driver.demohttp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered.
 *
 * @param method the request's method, for messages
 * @param url the request's address without its query, for messages
 * @param status HTTP status
 * @param json the body as JSON, or a missing node
 */
record Answer(String method, String url, int status, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 300;

    static Answer of(String method, String url, int status, byte[] body) {
        return new Answer(method, url, status, parse(body));
    }

    /** Whose it is to act when the server answers with an error that has no meaning of its own to the caller. */
    void expectSuccess() throws DriverException {
        if (status >= 200 && status < 300) {
            return;
        }
        var what = method + " " + url + " was answered with " + status + ". ";
        throw switch (status) {
            case 400 -> DriverException.user(Reasons.INVALID_SPEC, what + error());
            case 401 ->
                DriverException.user(
                        Reasons.AUTHENTICATION_FAILED,
                        what + "Correct the admin's username or password in spec.credentials.");
            case 403 ->
                DriverException.user(
                        Reasons.PERMISSION_DENIED, what + "Give the server's admin account in spec.credentials.");
            case 429, 502, 503, 504 ->
                DriverException.unavailable(Reasons.SERVER_UNREACHABLE, what + "It is tried again. " + error(), null);
            default -> DriverException.internal(Reasons.INTERNAL_ERROR, what + error(), null);
        };
    }

    /** What the server says went wrong, or nothing. */
    String error() {
        var message = json.path("error").asText("");
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** A text that the answer may have; null when it has none. */
    @Nullable
    String optionalText(String field) {
        return json.path(field).textValue();
    }

    /** A text that the answer must have. */
    String text(String field) throws DriverException {
        @Nullable String value = json.path(field).textValue();
        if (value == null) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR,
                    url + " answers without '" + field + "': is this a demo-http server?",
                    null);
        }
        return value;
    }

    /** A number that the answer must have. */
    long number(String field) throws DriverException {
        var value = json.path(field);
        if (!value.canConvertToLong()) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR,
                    url + " answers without the number '" + field + "': is this a demo-http server?",
                    null);
        }
        return value.longValue();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance(); // an error page of something in between
        }
    }
}
