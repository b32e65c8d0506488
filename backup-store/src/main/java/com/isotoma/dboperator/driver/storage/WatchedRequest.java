package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * A request for which nobody waits any more once its body is not taken. A thread of its own makes it, and is left behind then:
 * no other can free it, since an encrypted connection says farewell before it is closed, which waits for the very write that
 * hangs. It ends when the other side closes the connection, or with this process.
 */
final class WatchedRequest implements ExecutableHttpRequest {
    private final ExecutableHttpRequest request;
    private final WatchedBody body;
    private final StallWatch watch;
    private final CompletableFuture<HttpExecuteResponse> answer = new CompletableFuture<>();

    WatchedRequest(ExecutableHttpRequest request, WatchedBody body, StallWatch watch) {
        this.request = request;
        this.body = body;
        this.watch = watch;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        inBackground(this::make);
        var looks = watch.over(
                body,
                () -> end(new SocketTimeoutException(
                        "no byte was taken for " + watch.limit().toSeconds() + " s")));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while a body was being sent");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw new IOException(e);
            }
        } finally {
            looks.cancel(false);
        }
    }

    private void make() {
        try {
            var response = request.call();
            if (!answer.complete(response)) {
                response.responseBody().ifPresent(AbortableInputStream::abort);
            }
        } catch (IOException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void abort() {
        end(new IOException("the request was ended"));
    }

    private void end(IOException why) {
        if (answer.completeExceptionally(why)) {
            inBackground(request::abort);
        }
    }

    private static void inBackground(Runnable work) {
        Thread.ofPlatform().name("request").daemon().start(work);
    }
}
