package com.isotoma.dboperator.driver.storage;

import static com.isotoma.dboperator.driver.storage.S3Uploads.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Uploads that a store refuses, or whose connections break. */
// It counts the threads that send.
@Isolated
class S3FaultsIT {
    private static final String TYPE = "application/zstd";
    private static final int MIB = 1 << 20;

    private final LocalS3 s3 = new LocalS3();
    private final String key = s3.key("20260301T000000Z-nightly-0a1b2c3d.sql.zst");

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aWrongSecretIsTheUsersMistakeAndIsNotRepeated() {
        var wrong = "not-the-secret-key";
        try (var other = new S3ObjectStore(
                LocalS3.settings(URI.create(LocalS3.ENDPOINT), LocalS3.ACCESS_KEY, wrong, LocalS3.BUCKET))) {
            assertThatFailure(() -> other.begin(key, TYPE), DriverException.Kind.USER)
                    .hasMessageContaining("spec.backupTo.s3.credentials")
                    .hasMessageNotContaining(wrong);
        }
    }

    @Test
    void anUnknownKeyIsTheUsersMistake() {
        try (var other = new S3ObjectStore(
                LocalS3.settings(URI.create(LocalS3.ENDPOINT), "nobody", LocalS3.SECRET_KEY, LocalS3.BUCKET))) {
            assertThatFailure(() -> other.begin(key, TYPE), DriverException.Kind.USER)
                    .hasMessageContaining("spec.backupTo.s3.credentials")
                    .hasMessageNotContaining(LocalS3.SECRET_KEY);
        }
    }

    @Test
    void aMissingBucketIsTheUsersMistakeAndIsNamed() {
        try (var other = new S3ObjectStore(LocalS3.settings(
                URI.create(LocalS3.ENDPOINT), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, "no-such-bucket"))) {
            assertThatFailure(() -> other.begin(key, TYPE), DriverException.Kind.USER)
                    .hasMessage("The bucket no-such-bucket does not exist: create it, or correct spec.backupTo");
        }
    }

    @Test
    void aStoreThatCannotBeReachedIsWaitedFor() throws Exception {
        URI nobody;
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT)) {
            nobody = proxy.endpoint();
        }
        try (var other = S3Uploads.store(nobody.toString())) {
            assertThatFailure(() -> other.begin(key, TYPE), DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining(LocalS3.BUCKET)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void aConnectionCutMidwayIsMadeAgain() throws Exception {
        var bytes = S3Uploads.random(20_000_000);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = S3Uploads.store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.cutAfter(MIB, 1);
            S3Uploads.write(upload, bytes);

            assertThat(other.find(key)).isEmpty();
            var sent = upload.complete();

            assertThat(other.find(key)).contains(sent);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
    }

    @Test
    void connectionsThatAreAlwaysCutEndTheUpload() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = S3Uploads.store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.cutAfter(MIB, Integer.MAX_VALUE);

            assertThatThrownBy(() -> {
                        S3Uploads.write(upload, S3Uploads.random(20_000_000));
                        upload.complete();
                    })
                    .isInstanceOfSatisfying(
                            UploadFailedException.class,
                            e -> assertThat(e.explained().kind()).isEqualTo(DriverException.Kind.UNAVAILABLE));
        }
        assertThat(s3.objects()).isEmpty();
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void aLostAnswerToTheLastCallDoesNotLoseTheBackup() throws Exception {
        var bytes = S3Uploads.random(1000);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = S3Uploads.store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            S3Uploads.write(upload, bytes);
            proxy.loseAnswerTo("POST /" + LocalS3.BUCKET + "/" + key + "?uploadId=");

            assertThat(upload.complete().size()).isEqualTo(1000);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void interruptionEndsAnUploadThatStallsAndAbortsIt() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = S3Uploads.store(proxy.endpoint().toString())) {
            proxy.stallAfter(MIB);
            var thrown = S3Uploads.interruptedWhenStalled(other, key, TYPE, 30_000_000, proxy, Duration.ofSeconds(15));

            assertThat(thrown).isInstanceOf(InterruptedIOException.class);
            assertThat(s3.uploads()).isEmpty();
        }
        await().until(S3Uploads::noThreadIsLeft);
    }
}
