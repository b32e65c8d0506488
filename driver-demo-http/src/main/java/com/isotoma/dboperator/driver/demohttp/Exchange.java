package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.Bounded;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Every call ends within {@link #LIMIT}, and at once when the thread is interrupted.
 * Failures of the network are told as {@link Reasons#SERVER_UNREACHABLE}. Closing it before the end breaks it off, so
 * that the server sees a cut upload and not a short one.
 */
final class Exchange implements AutoCloseable {
    /** The longest that connecting, sending some bytes, or waiting for some may take. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** No answer that is read at once is longer, but something that is no demo-http server may send anything. */
    private static final int MAX_ANSWER = 64 * 1024;

    private final HttpURLConnection connection;
    private final String method;
    private final String url;
    private final String remedy;
    private @Nullable OutputStream body;
    private @Nullable InputStream content;

    private Exchange(HttpURLConnection connection, String method, String url, String remedy) {
        this.connection = connection;
        this.method = method;
        this.url = url;
        this.remedy = remedy;
    }

    static Exchange open(Endpoint endpoint, @Nullable Credentials admin, String method, String path)
            throws DriverException {
        try {
            var uri = URI.create(endpoint.url(path));
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false); // the password is for this server only
            connection.setUseCaches(false);
            if (admin != null) {
                connection.setRequestProperty("Authorization", basic(admin));
            }
            return new Exchange(connection, method, endpoint.url(uri.getRawPath()), endpoint.remedy());
        } catch (IOException e) {
            throw DriverException.internal(Reasons.INTERNAL_ERROR, "no request can be made: " + e.getMessage(), e);
        }
    }

    /** Connects, and begins a body of unknown length. */
    void startBody() throws DriverException, InterruptedException {
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        body = bounded(connection::getOutputStream);
    }

    void write(byte[] bytes, int length) throws DriverException, InterruptedException {
        var out = Objects.requireNonNull(body, "startBody comes first");
        bounded(() -> {
            out.write(bytes, 0, length);
            return true;
        });
    }

    /** Tells the server that the body is whole. */
    void endBody() throws DriverException, InterruptedException {
        var out = Objects.requireNonNull(body, "startBody comes first");
        bounded(() -> {
            out.close();
            return true;
        });
    }

    /** The answer; the body of an error, or of any answer that is JSON, is in it, another is left to be read. */
    Answer answer() throws DriverException, InterruptedException {
        int status = bounded(connection::getResponseCode);
        var errors = connection.getErrorStream();
        var type = Objects.requireNonNullElse(connection.getContentType(), "");
        if (status < 400 && !type.equals("application/json")) {
            content = bounded(connection::getInputStream);
            return Answer.of(method, url, status, new byte[0]);
        }
        if (status >= 400 && errors == null) {
            return Answer.of(method, url, status, new byte[0]);
        }
        return Answer.of(method, url, status, bounded(() -> {
            try (var in = errors == null ? connection.getInputStream() : errors) {
                return in.readNBytes(MAX_ANSWER);
            }
        }));
    }

    /** Lets pass only an answer whose body is of this type, and is left to be read. */
    void expectContent(String mediaType) throws DriverException {
        var type = Objects.requireNonNullElse(connection.getContentType(), "");
        if (content == null || !type.equals(mediaType)) {
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR,
                    url + " answers with '" + type + "' and not with " + mediaType + ": is this a demo-http server?",
                    null);
        }
    }

    /** Reads more of an answer's body; -1 at its end. */
    int read(byte[] buffer) throws DriverException, InterruptedException {
        var in = Objects.requireNonNull(content, "answer comes first");
        return bounded(() -> in.read(buffer));
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    private <T> T bounded(Bounded.Call<T> call) throws DriverException, InterruptedException {
        try {
            return Bounded.call(LIMIT, call);
        } catch (IOException e) {
            throw DriverException.unavailable(
                    Reasons.SERVER_UNREACHABLE,
                    method + " " + url + " failed: " + e + ". It is tried again; " + remedy,
                    e);
        }
    }

    private static String basic(Credentials admin) {
        var both = admin.username() + ":" + admin.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
