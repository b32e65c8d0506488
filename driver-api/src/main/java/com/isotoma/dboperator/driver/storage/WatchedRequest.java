package com.isotoma.dboperator.driver.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * A request that ends when its body is not taken any more. It is made by a virtual thread, since the interruption of one that
 * writes closes its connection at once. To close it from outside would not do: an encrypted connection first says farewell,
 * which waits for the very write that hangs.
 */
final class WatchedRequest implements ExecutableHttpRequest {
    private final WatchedBody body;
    private final StallWatch watch;
    private final FutureTask<HttpExecuteResponse> answer;
    private final Thread thread;
    private volatile boolean stalled;

    WatchedRequest(ExecutableHttpRequest request, WatchedBody body, StallWatch watch) {
        this.body = body;
        this.watch = watch;
        answer = new FutureTask<>(request);
        thread = Thread.ofVirtual().name("upload-request").unstarted(answer);
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        thread.start();
        var looks = watch.over(body, this::stall);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            abort();
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while a body was being sent");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            throw failed(e);
        } finally {
            looks.cancel(false);
        }
    }

    private void stall() {
        stalled = true;
        abort();
    }

    /** The request's own failure, unless it was ended here. */
    private IOException failed(ExecutionException failure) {
        return switch (failure.getCause()) {
            case IOException e
            when stalled -> {
                var why = new SocketTimeoutException(
                        "no byte was taken for " + watch.limit().toSeconds() + " s");
                why.addSuppressed(e); // that the connection was closed is no cause
                yield why;
            }
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new IOException(failure);
        };
    }

    @Override
    public void abort() {
        thread.interrupt();
    }
}
