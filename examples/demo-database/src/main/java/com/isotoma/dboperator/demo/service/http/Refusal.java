package com.isotoma.dboperator.demo.service.http;

import java.util.Map;
import java.util.Objects;

/** A request that is answered with an error: its status, a message for people without any password, and headers. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    public Refusal(int status, String message) {
        this(status, message, Map.of());
    }

    private Refusal(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    public static Refusal method(String allowed) {
        return new Refusal(405, "This address takes " + allowed + ".", Map.of("Allow", allowed));
    }

    public static Refusal unauthenticated() {
        return new Refusal(
                401,
                "Wrong or missing user name or password.",
                Map.of("WWW-Authenticate", "Basic realm=\"demo-http\", charset=\"UTF-8\""));
    }

    public static Refusal notFound(String what) {
        return new Refusal(404, what + " does not exist.");
    }

    Response response() {
        return Response.json(status, Map.of("error", Objects.requireNonNull(getMessage())))
                .with(headers);
    }
}
