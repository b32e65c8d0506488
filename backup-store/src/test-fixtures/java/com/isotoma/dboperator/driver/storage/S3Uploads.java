package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Uploads to the S3 server of the tests, or to one that stands before it. */
final class S3Uploads {
    private static final int MIB = 1 << 20;
    /** Two direct parts of 5 MiB, then segments of 12: two whole pieces and one of 2. */
    static final PartPlan SEGMENTS = new PartPlan(5 * MIB, 5 * MIB, 2, 12 * MIB, 6);

    private S3Uploads() {}

    static ObjectStore store(String endpoint, PartPlan plan) {
        return store(endpoint, plan, true);
    }

    static ObjectStore store(String endpoint, PartPlan plan, boolean newChecksums) {
        var settings = new S3Settings(
                LocalS3.REGION,
                LocalS3.BUCKET,
                URI.create(endpoint),
                true,
                new Credentials(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY),
                null,
                SettingsSource.DATABASE,
                new S3Extras(newChecksums, null, null, null));
        return new S3ObjectStore(settings, () -> {}, plan);
    }

    static boolean noThreadIsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("upload"));
    }

    static ObjectStore store(String endpoint) {
        return new S3ObjectStore(
                LocalS3.settings(URI.create(endpoint), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, LocalS3.BUCKET));
    }

    static void write(Upload upload, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += 100_000) {
            upload.write(bytes, at, Math.min(100_000, bytes.length - at));
        }
    }

    static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** What an upload of random bytes ends with, in this time, when it is interrupted as soon as it stalls at the proxy. */
    static Throwable interruptedWhenStalled(
            ObjectStore store, String key, String type, int size, FaultyProxy proxy, Duration atMost)
            throws InterruptedException {
        var thrown = new AtomicReference<Throwable>();
        var worker = Thread.ofPlatform().start(() -> {
            try (var upload = store.begin(key, type)) {
                write(upload, random(size));
                upload.complete();
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        await().until(() -> proxy.stalledConnections() > 0);

        worker.interrupt();

        assertThat(worker.join(atMost)).isTrue();
        return Objects.requireNonNull(thrown.get(), "the upload ended well");
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertThatFailure(
            ThrowingCallable call, DriverException.Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
