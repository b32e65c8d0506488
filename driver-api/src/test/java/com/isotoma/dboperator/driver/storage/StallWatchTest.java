package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final StallWatch watch = new StallWatch(LIMIT);
    private final AtomicInteger aborts = new AtomicInteger();
    private final StallWatch.Body body = watch.watch(() -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
    private final IOException closed = new IOException("the connection is closed");

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aBodyOfWhichTheRestIsNotTakenIsEndedAndSaysSo() throws IOException {
        var looks = body.looks(aborts::incrementAndGet);
        try (var stream = body.newStream()) {
            assertThat(stream.read()).isEqualTo(1);
            await().until(() -> aborts.get() > 0);
        }
        looks.cancel(false);
        assertThat(body.explained(closed))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no byte was taken for 0 s")
                .hasNoCause();
    }

    @Test
    void whileTheAnswerIsAwaitedNothingIsEnded() throws IOException {
        var looks = body.looks(aborts::incrementAndGet);
        try (var stream = body.newStream()) {
            assertThat(stream.readAllBytes()).hasSize(3);
        }
        await().during(LIMIT.multipliedBy(3)).until(() -> aborts.get() == 0);
        looks.cancel(false);
        assertThat(body.explained(closed)).isSameAs(closed);
    }

    @Test
    void nobodyLooksAfterTheEnd() {
        body.looks(aborts::incrementAndGet).cancel(false);
        await().during(LIMIT.multipliedBy(3)).until(() -> aborts.get() == 0);
    }
}
