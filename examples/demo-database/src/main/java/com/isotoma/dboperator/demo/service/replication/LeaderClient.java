package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.persons.Position;
import com.isotoma.dboperator.demo.service.persons.Update;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the leader. Safe for use by many threads. */
final class LeaderClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** For all persons at once, over a slow network. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .build();

    /**
     * What a member lacks.
     *
     * @param wait how long the leader may wait for something to tell
     * @throws IOException when there is no answer, or not a leader's
     */
    Update changes(URI leader, String member, Position has, Duration wait) throws IOException, InterruptedException {
        var query = "?member=" + encode(member) + "&epoch=" + encode(has.epoch()) + "&after=" + has.sequence()
                + "&wait=" + wait.toSeconds();
        var request = HttpRequest.newBuilder(leader.resolve("/api/changes" + query))
                .timeout(wait.plus(ANSWER))
                .build();
        var answer = Fetch.get(http, request, wait.plus(WHOLE));
        if (answer.statusCode() != 200) {
            throw new IOException(leader + " answered " + answer.statusCode()
                    + (answer.statusCode() == 501 ? ": it is not the leader" : ""));
        }
        return Update.read(answer.body());
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
