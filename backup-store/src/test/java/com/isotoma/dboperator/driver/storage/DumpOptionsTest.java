package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpOptionsTest {
    private static final String FIELD = "spec.backupOptions";

    @ParameterizedTest
    @CsvSource({"64Ki, 65536", "50Mi, 52428800", "1Gi, 1073741824", "999999Gi, 1073740750258176"})
    void aRateIsBytesASecondInPowersOf1024(String text, long bytes) throws Exception {
        assertThat(DumpOptions.of(text, null, FIELD).bytesPerSecond()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "50M", "50MB", "0Mi", "-1Mi", "1.5Mi", "63Ki", "1000000Gi", "fast"})
    void otherRatesAreRefused(String text) {
        assertThatThrownBy(() -> DumpOptions.of(text, null, FIELD))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.USER))
                .hasMessageStartingWith("spec.backupOptions.rateLimit is '" + text + "': give ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, -5})
    void levelsThatTakeTooLongOrDoNotExistAreRefused(int level) {
        assertThatThrownBy(() -> DumpOptions.of(null, level, FIELD))
                .hasMessageStartingWith("spec.backupOptions.compressionLevel is " + level + ": give ");
    }

    @Test
    void aLimitedDumpTakesItsTimeWhateverTheSizeOfItsPieces() throws Exception {
        var dump = new byte[3 << 20];
        var options = new DumpOptions(2 << 20, 1, 0);
        var upload = new MemoryUpload();
        var copy = new CopyStream(upload);
        long before = System.nanoTime();
        try (var stream = new BackupStream(List.of(copy), options)) {
            stream.write(dump, 0, 1 << 20);
            for (int at = 1 << 20; at < dump.length; at += 1 << 16) {
                stream.write(dump, at, 1 << 16);
            }
            stream.finish();
        }

        // The last piece passes before it is paid for.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1200));
    }

    @Test
    void anInterruptionEndsTheWait() throws Exception {
        try (var stream =
                new BackupStream(List.of(new CopyStream(new MemoryUpload())), new DumpOptions(1 << 16, 1, 0))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> stream.write(new byte[100 << 20])).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "3, 2", "19, 1"})
    void everyLevelIsReadBackHoweverManyThreadsWorkOnIt(int level, int workers) throws Exception {
        var dump = new byte[5 << 20];
        new Random(1).nextBytes(dump);
        var upload = new MemoryUpload();
        var copy = new CopyStream(upload);
        try (var stream = new BackupStream(List.of(copy), new DumpOptions(0, level, workers))) {
            stream.write(dump);
            stream.finish();
            copy.complete();
        }

        try (var reader = new BackupReader(new ByteArrayInputStream(upload.bytes()), "a.zst", null)) {
            assertThat(reader.readAllBytes()).isEqualTo(dump);
        }
    }
}
