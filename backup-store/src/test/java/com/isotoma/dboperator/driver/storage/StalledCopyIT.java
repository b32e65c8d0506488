package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A store that takes no more bytes, and says nothing, beside one that works. */
// It counts the threads that send.
@Isolated
class StalledCopyIT {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 40 * MIB;
    private static final S3Clients.Limits IMPATIENT = new S3Clients.Limits(
            Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofMinutes(30));

    private final LocalS3 s3 = new LocalS3();

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void itIsGivenUpInTimeAndTheOtherCopyIsWhole() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            stall(proxy, S3Extras.NONE);
        }
    }

    // An encrypted connection cannot say its farewell while a write to it hangs.
    @Test
    void itIsGivenUpInTimeOnAnEncryptedConnectionToo(@TempDir Path files) throws Exception {
        var server = PrivateServer.make(files);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT, server.listener())) {
            stall(proxy, new S3Extras(true, null, null, server.certificate()));
        }
    }

    private void stall(FaultyProxy proxy, S3Extras extras) throws Exception {
        var dump = new byte[SIZE];
        new Random(1).nextBytes(dump);
        try (var stalling = store(proxy.endpoint(), extras);
                var working = store(URI.create(LocalS3.ENDPOINT), S3Extras.NONE);
                var stalled = new CopyStream(stalling.begin(s3.key("stalled.zst"), "application/zstd"));
                var good = new CopyStream(working.begin(s3.key("good.zst"), "application/zstd"))) {
            proxy.stallAfter(MIB);
            long began = System.nanoTime();
            try (var stream = new BackupStream(List.of(stalled, good))) {
                for (int at = 0; at < SIZE; at += MIB) {
                    stream.write(dump, at, MIB);
                }
                stream.finish();

                assertThatThrownBy(stalled::complete).isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.UNAVAILABLE);
                    assertThat(e).hasMessageContaining(LocalS3.BUCKET);
                });
                good.complete();
            }
            assertThat(proxy.stalledConnections()).isPositive();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(40));
        }
        try (var reader =
                new BackupReader(new ByteArrayInputStream(s3.content(s3.key("good.zst"))), "good.zst", null)) {
            assertThat(reader.readAllBytes()).isEqualTo(dump);
        }
        assertThat(s3.objects()).containsExactly(s3.key("good.zst"));
        await().until(S3Uploads::noThreadIsLeft);
    }

    private static S3ObjectStore store(URI endpoint, S3Extras extras) {
        var key = new Credentials(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY);
        var settings = new S3Settings(
                LocalS3.REGION, LocalS3.BUCKET, endpoint, true, key, null, SettingsSource.DATABASE, extras);
        return new S3ObjectStore(
                settings, () -> {}, PartPlan.of(Runtime.getRuntime().maxMemory(), 2), IMPATIENT);
    }
}
