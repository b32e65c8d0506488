package com.isotoma.dboperator.driver.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private ServerSocket silent;
    private Socket socket;

    @BeforeEach
    void connectToAServerThatSaysNothing() throws IOException {
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        silent.close();
    }

    @Test
    void givesWhatTheCallGives() throws Exception {
        assertThat(Bounded.call(LONG, () -> "answer")).isEqualTo("answer");
    }

    @Test
    void aCallThatTakesTooLongIsGivenUpAndItsSocketClosed() {
        assertThatThrownBy(() -> Bounded.call(
                        Duration.ofMillis(50), () -> socket.getInputStream().read()))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("0.05 s");

        await().untilAsserted(() -> assertThat(socket.isClosed()).isTrue());
    }

    @Test
    void aCallThatIsWrittenToAServerThatReadsNothingIsGivenUpToo() {
        var much = new byte[64 * 1024 * 1024];

        assertThatThrownBy(() -> Bounded.call(Duration.ofMillis(200), () -> {
                    socket.getOutputStream().write(much);
                    return true;
                }))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void interruptionEndsTheCallAndClosesItsSocket() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var begun = new CountDownLatch(1);
        var caller = Thread.ofPlatform().start(() -> {
            try {
                Bounded.call(LONG, () -> {
                    begun.countDown();
                    return socket.getInputStream().read();
                });
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        begun.await();

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        await().untilAsserted(() -> assertThat(socket.isClosed()).isTrue());
    }

    @Test
    void whatTheCallThrowsComesBackUnchanged() {
        var failure = new IOException("broken pipe");
        var defect = new IllegalArgumentException("a defect");

        assertThatThrownBy(() -> Bounded.call(LONG, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> Bounded.call(LONG, () -> {
                    throw defect;
                }))
                .isSameAs(defect);
    }
}
