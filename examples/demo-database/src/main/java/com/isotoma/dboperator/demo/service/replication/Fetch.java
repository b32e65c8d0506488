package com.isotoma.dboperator.demo.service.replication;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests with an end. The client's own time-out ends with the answer's head; a body that stalls would wait for ever. */
final class Fetch {
    private Fetch() {}

    /** Sends a request and waits for the whole answer, but not longer than {@code limit}. */
    static HttpResponse<byte[]> get(HttpClient client, HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        var answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException(at(request) + " gave no whole answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            // The client's exceptions often have no message of their own.
            throw new IOException(at(request) + ": " + e.getCause(), e);
        } finally {
            answer.cancel(true); // nothing, if it has ended
        }
    }

    private static String at(HttpRequest request) {
        return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    }
}
