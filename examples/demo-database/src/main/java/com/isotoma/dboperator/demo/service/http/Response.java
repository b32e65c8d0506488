package com.isotoma.dboperator.demo.service.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param status HTTP status
 * @param headers headers beside those that the body's length asks for
 * @param body what follows
 */
public record Response(int status, Map<String, String> headers, Body body) {
    private static final String JSON = "application/json";
    private static final int BUFFER = 64 * 1024;

    /** What a response carries. */
    public sealed interface Body {}

    /** Bytes that are known at once, none among them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Fixed(byte[] bytes) implements Body {}

    /** Bytes that are made while they are sent. */
    public record Streamed(Source source) implements Body {}

    /** Writes a body once; closed in any case. */
    public interface Source extends Closeable {
        void writeTo(OutputStream out) throws IOException;
    }

    public static Response empty(int status) {
        return new Response(status, Map.of(), new Fixed(new byte[0]));
    }

    public static Response json(int status, Object value) {
        return jsonBytes(status, Json.bytes(value));
    }

    public static Response jsonBytes(int status, byte[] json) {
        return new Response(status, Map.of("Content-Type", JSON), new Fixed(json));
    }

    public static Response text(String text) {
        return new Response(
                200, Map.of("Content-Type", "text/plain"), new Fixed(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Response stream(String mediaType, Source source) {
        return new Response(200, Map.of("Content-Type", mediaType), new Streamed(source));
    }

    public Response with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Response(status, Map.copyOf(all), body);
    }

    /**
     * Sends this. When it fails midway the exchange stays unfinished, so that the connection is cut: finishing it would
     * make a truncated body look whole.
     */
    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        switch (body) {
            case Fixed(var bytes) -> {
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            case Streamed(var source) -> {
                try (source) {
                    exchange.sendResponseHeaders(status, 0);
                    var out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
                    source.writeTo(out);
                    out.flush();
                }
            }
        }
        exchange.close();
    }
}
