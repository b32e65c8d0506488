package com.isotoma.dboperator.driver.lease;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A second run, in a thread of its own, that wants the lease. */
final class LeaseStageWaiter implements AutoCloseable {
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final Thread thread;

    LeaseStageWaiter(LeaseStage stage) {
        thread = Thread.ofPlatform().start(() -> {
            try (var held = stage.leases().take(stage.database())) {
                held.require();
                taken.complete(null);
                enough.await();
            } catch (Exception e) {
                taken.completeExceptionally(e);
            }
        });
    }

    void awaitWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING && !taken.isDone());
    }

    void awaitTaken() {
        taken.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        enough.countDown();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !thread.isAlive());
    }
}
