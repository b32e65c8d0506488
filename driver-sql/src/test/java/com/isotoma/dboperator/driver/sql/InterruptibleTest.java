package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptibleTest {
    @Test
    void whatTheWorkReturnsAndThrowsPassesThrough() throws Exception {
        assertThat(Interruptible.<String>call(() -> "done")).isEqualTo("done");
        var mine = DriverException.user(Reasons.IN_USE, "mine");
        assertThatThrownBy(() -> Interruptible.run(() -> {
                    throw mine;
                }))
                .isSameAs(mine);
        var broken = new IOException("broken");
        assertThatThrownBy(() -> Interruptible.callWithStream(() -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }

    @Test
    void aLocalFileThatFailsIsADefectOfTheImage() {
        assertThatThrownBy(() -> Interruptible.run(() -> {
                    throw new IOException("no space left");
                }))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no space left");
    }

    @Test
    void waitingForASocketEndsWithTheCallersInterruption() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waiting = new CountDownLatch(1);
            var cleaned = new AtomicBoolean();
            var caller = new Caller(() -> {
                try (var socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                    waiting.countDown();
                    int unused = socket.getInputStream().read();
                } finally {
                    Interruptible.cleanUp(
                            () -> cleaned.set(!Thread.currentThread().isInterrupted()));
                }
            });
            waiting.await();

            caller.thread.interrupt();

            assertThatThrownBy(() -> caller.task.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(cleaned).isTrue();
        }
    }

    @Test
    void cleaningThatTakesTooLongIsBrokenOffInItsTurn() throws Exception {
        var cleaning = new CountDownLatch(1);
        var brokenOff = new AtomicBoolean();
        var begun = new CountDownLatch(1);
        var caller = new Caller(() -> {
            try {
                begun.countDown();
                cleaning.await();
            } finally {
                Interruptible.cleanUp(() -> {
                    try {
                        cleaning.await();
                    } catch (InterruptedException e) {
                        brokenOff.set(true);
                    }
                });
            }
        });
        begun.await();

        caller.thread.interrupt();

        assertThatThrownBy(() -> caller.task.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThat(brokenOff).isTrue();
    }

    @Test
    void whoCleansUpIsInterruptedAgainAfterwards() throws Exception {
        Thread.currentThread().interrupt();

        Interruptible.cleanUp(
                () -> assertThat(Thread.currentThread().isInterrupted()).isFalse());

        assertThat(Thread.interrupted()).isTrue();
    }

    /** A platform thread, as that of a run is. */
    private static final class Caller {
        private final FutureTask<Boolean> task;
        private final Thread thread;

        Caller(Interruptible.Work work) {
            task = new FutureTask<>(() -> {
                Interruptible.run(work);
                return true;
            });
            thread = Thread.ofPlatform().start(task);
        }
    }
}
