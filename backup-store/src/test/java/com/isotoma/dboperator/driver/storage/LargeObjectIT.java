package com.isotoma.dboperator.driver.storage;

import static com.isotoma.dboperator.driver.storage.S3Uploads.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of more than the direct parts, with a plan whose segments are small. */
// It counts the threads that send.
@Isolated
class LargeObjectIT {
    private static final String TYPE = "application/zstd";
    private static final int MIB = 1 << 20;
    /** Two direct parts of 5 MiB, then segments of 12: two whole pieces and one of 2. */
    private static final PartPlan PLAN = new PartPlan(5 * MIB, 5 * MIB, 2, 12 * MIB, 6);

    private final LocalS3 s3 = new LocalS3();
    private final ObjectStore store = store(LocalS3.ENDPOINT);
    private final String key = s3.key("20260301T000000Z-nightly-0a1b2c3d.sql.zst");

    @AfterEach
    void close() {
        store.close();
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10 * MIB, 10 * MIB + 1, 15 * MIB, 22 * MIB - 1, 22 * MIB, 22 * MIB + 1, 58 * MIB})
    void whatIsUploadedIsFoundWithItsSizeAndChecksumAndNothingElseIsLeft(int size) throws Exception {
        var bytes = S3Uploads.random(size);

        StoredObject sent;
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, bytes);
            sent = upload.complete();
        }

        assertThat(sent.size()).isEqualTo(size);
        assertThat(store.find(key)).contains(sent);
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.objects()).containsExactly(key);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void moreThanAllPartsHoldIsRefusedAndNothingIsLeft() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            assertThatThrownBy(() -> {
                        S3Uploads.write(upload, S3Uploads.random(58 * MIB + 1));
                        upload.complete();
                    })
                    .hasMessageContaining("larger than an object of 6 parts can be: 60817408 bytes were sent");
        }

        assertThat(s3.objects()).isEmpty();
        assertThat(s3.uploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * MIB, 22 * MIB, 30 * MIB, 45 * MIB})
    void closingLeavesNothing(int size) throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, S3Uploads.random(size));
            await().until(() -> s3.uploads().stream().anyMatch(k -> S3Segments.isSegment(k, key)));
        }

        assertThat(s3.uploads()).isEmpty();
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void piecesWhoseConnectionIsCutAreSentAgain() throws Exception {
        var bytes = S3Uploads.random(40 * MIB);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            S3Uploads.write(upload, Arrays.copyOf(bytes, 16 * MIB));
            proxy.cutAfter(MIB, 2);
            upload.write(bytes, 16 * MIB, bytes.length - 16 * MIB);

            assertThat(other.find(key)).isEmpty();
            assertThat(store.find(key)).isEmpty();
            var sent = upload.complete();

            assertThat(store.find(key)).contains(sent);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.objects()).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-copy-source", "<CompleteMultipartUpload", "?partNumber=2", "DELETE "})
    void aLostAnswerLosesNothing(String request) throws Exception {
        var bytes = S3Uploads.random(30 * MIB);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.loseAnswerTo(request);
            S3Uploads.write(upload, bytes);

            var sent = upload.complete();

            assertThat(proxy.hasLost()).isTrue();
            assertThat(store.find(key)).contains(sent);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.objects()).containsExactly(key);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void aCopyThatIsNotWhatWasSentEndsTheUpload() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.alterAnswers("<ChecksumCRC32>.{6}==<", "<ChecksumCRC32>AAAAAA==<");
            S3Uploads.write(upload, S3Uploads.random(23 * MIB));

            assertThatFailure(upload::complete, DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining("copied s3://")
                    .hasMessageContaining("with checksum AAAAAA==");
        }

        assertThat(s3.objects()).isEmpty();
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void interruptionEndsACopyThatIsNotAnsweredAndLeavesNothing() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString())) {
            proxy.stallAt("x-amz-copy-source");
            var thrown = S3Uploads.interruptedWhenStalled(other, key, TYPE, 50 * MIB, proxy, Duration.ofSeconds(20));

            assertThat(thrown).isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
        }
        assertThat(s3.objects()).isEmpty();
        assertThat(s3.uploads()).isEmpty();
        await().until(S3Uploads::noThreadIsLeft);
    }

    @Test
    void clearingRemovesTheSegmentsThatAKilledRunLeftAndNothingElse() throws Exception {
        var segment = S3Segments.prefix(key) + "0a1b2c3d-00003";
        var other = key + ".segment-of-somebody-else";
        s3.put(segment, "stored");
        s3.beginUpload(S3Segments.prefix(key) + "0a1b2c3d-00004");
        s3.put(other, "neighbour");

        store.clear(key, () -> {});

        assertThat(s3.objects()).containsExactly(other);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void clearingRemovesNoSegmentThatIsSomebodyElsesByNow() {
        var segment = S3Segments.prefix(key) + "0a1b2c3d-00003";
        s3.put(segment, "another run's");

        assertThatThrownBy(() -> store.clear(key, () -> {
                    throw new IllegalStateException("taken over");
                }))
                .hasMessage("taken over");

        assertThat(s3.objects()).containsExactly(segment);
    }

    private static ObjectStore store(String endpoint) {
        return new S3ObjectStore(
                LocalS3.settings(URI.create(endpoint), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, LocalS3.BUCKET),
                () -> {},
                PLAN);
    }
}
