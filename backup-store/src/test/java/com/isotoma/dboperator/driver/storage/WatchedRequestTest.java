package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

class WatchedRequestTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final HttpExecuteResponse ANSWER = HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
            .build();

    private final StallWatch watch = new StallWatch(LIMIT);
    private final WatchedBody body = new WatchedBody(() -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        watch.close();
    }

    @Test
    void endsWhenTheRestOfTheBodyIsNotTakenAndSaysSo() {
        assertThatThrownBy(() -> request(() -> {
                            body.newStream().read();
                            return hang();
                        })
                        .call())
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageStartingWith("no byte was taken for")
                .hasNoCause();
    }

    @Test
    void waitsForTheAnswerOnceAllIsTaken() throws IOException {
        var answer = request(() -> {
                    body.newStream().readAllBytes();
                    assertThat(released(LIMIT.multipliedBy(3))).isFalse();
                    return ANSWER;
                })
                .call();

        assertThat(answer).isSameAs(ANSWER);
    }

    @Test
    void passesOnWhyTheRequestFailed() {
        var refused = new IOException("refused");
        var broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> request(() -> {
                            throw refused;
                        })
                        .call())
                .isSameAs(refused);
        assertThatThrownBy(() -> request(() -> {
                            throw broken;
                        })
                        .call())
                .isSameAs(broken);
    }

    @Test
    void endsWithTheThreadThatWaitsForIt() {
        var request = request(this::hang);
        Thread.currentThread().interrupt();

        assertThatThrownBy(request::call).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private HttpExecuteResponse hang() throws InterruptedIOException {
        assertThat(released(Duration.ofMinutes(1))).isTrue();
        return ANSWER;
    }

    private boolean released(Duration atMost) throws InterruptedIOException {
        try {
            return never.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Closed by interrupt");
        }
    }

    private interface Call {
        HttpExecuteResponse call() throws IOException;
    }

    private WatchedRequest request(Call call) {
        return new WatchedRequest(
                new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        return call.call();
                    }

                    // As over TLS, where it waits for the write that hangs.
                    @Override
                    public void abort() {
                        try {
                            hang();
                        } catch (InterruptedIOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                body,
                watch);
    }
}
