package com.isotoma.dboperator.driver.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.storage.BackupStream;
import com.isotoma.dboperator.driver.storage.CopyStream;
import com.isotoma.dboperator.driver.storage.MemoryUpload;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProgressTest {
    @Test
    void aBackupThatIsDeletedInterruptsItsDump() throws Exception {
        interruptsTheDump(() -> true, CancelledException.class);
    }

    @Test
    void aRunThatAnotherOneOvertookIsNoCancelledBackup() throws Exception {
        interruptsTheDump(
                () -> {
                    throw new LostRaceException("another run has begun");
                },
                LostRaceException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 0", "500, 1000, 50", "999, 1000, 99", "1000, 1000, 99", "5000, 1000, 99", "10, 0, 99"})
    void noEstimateSaysThatADumpIsDone(long dumped, long estimate, int percent) {
        assertThat(Progress.percent(dumped, OptionalLong.of(estimate))).isEqualTo(percent);
        assertThat(Progress.percent(dumped, OptionalLong.empty())).isNull();
    }

    private static void interruptsTheDump(BooleanSupplier cancelled, Class<? extends Exception> says) throws Exception {
        try (var stream = new BackupStream(List.of(new CopyStream(new MemoryUpload())));
                var progress = Progress.start(new AskedRecord(cancelled), stream, OptionalLong.empty())) {
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
            progress.stop();

            assertThatThrownBy(progress::throwIfStopped).isInstanceOf(says);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void stoppingWaitsForTheLastReportEvenWhenInterruptedAndKeepsTheInterruption() throws Exception {
        var reporting = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var record = new AskedRecord(() -> {
            reporting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                await().pollDelay(java.time.Duration.ofMillis(200)).until(() -> true);
                ended.countDown();
            }
            return false;
        });
        try (var stream = new BackupStream(List.of(new CopyStream(new MemoryUpload())));
                var progress = Progress.start(record, stream, OptionalLong.empty())) {
            reporting.await();
            Thread.currentThread().interrupt();

            progress.stop();

            assertThat(ended.getCount()).isZero();
            assertThat(Thread.interrupted()).isTrue();
            progress.throwIfStopped();
        }
    }

    private record AskedRecord(BooleanSupplier cancelling) implements Watched {
        @Override
        public String name() {
            return "nightly";
        }

        @Override
        public void progress(Reached reached) {}

        @Override
        public boolean cancelled() {
            return cancelling.getAsBoolean();
        }
    }
}
