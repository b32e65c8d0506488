package com.isotoma.dboperator.driver.storage;

import static com.isotoma.dboperator.driver.storage.S3Uploads.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// It counts the threads that send.
@Isolated
class S3ObjectStoreIT {
    private static final String TYPE = "application/zstd";
    private static final int MIB = 1 << 20;

    private final LocalS3 s3 = new LocalS3();
    private final ObjectStore store = S3Uploads.store(LocalS3.ENDPOINT);
    private final String key = s3.key("20260301T000000Z-nightly-0a1b2c3d.sql.zst");

    @AfterEach
    void close() {
        store.close();
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB, 20_000_000})
    void whatIsUploadedIsFoundWithItsSizeAndChecksum(int size) throws Exception {
        var bytes = S3Uploads.random(size);

        StoredObject sent;
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, bytes);
            assertThat(store.find(key)).isEmpty();
            sent = upload.complete();
        }

        assertThat(sent.size()).isEqualTo(size);
        assertThat(sent.checksum()).isNotNull();
        assertThat(store.find(key)).contains(sent);
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void anObjectThatIsThereIsNeverWrittenOver() throws Exception {
        s3.put(key, "the first");
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, S3Uploads.random(100));

            assertThatFailure(upload::complete, DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining("stored an object of its name");
        }

        assertThat(s3.content(key)).asString().isEqualTo("the first");
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void closingAborts() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, S3Uploads.random(20_000_000));
            assertThat(s3.uploads()).containsExactly(key);
        }

        assertThat(s3.uploads()).isEmpty();
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void anUploadThatSomebodyElseEndedIsTriedAgainAndMayBeClosed() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, S3Uploads.random(100));
            store.clear(key, () -> {});

            assertThatFailure(upload::complete, DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining("ended the upload");
        }
    }

    @Test
    void clearingRemovesTheObjectAndItsUploadsAndNothingElse() throws Exception {
        s3.put(key, "object");
        s3.put(key + ".sha256", "neighbour");
        s3.beginUpload(key);
        s3.beginUpload(key);
        s3.beginUpload(key + ".sha256");

        store.clear(key, () -> {});

        assertThat(s3.objects()).containsExactly(key + ".sha256");
        assertThat(s3.uploads()).containsExactly(key + ".sha256");
    }

    @Test
    void clearingRemovesTheManifestToo() throws Exception {
        s3.put(key, "object");
        s3.put(Manifest.keyOf(key), "manifest");

        store.clear(key, () -> {});

        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void clearingRemovesAManifestWithoutAnObject() throws Exception {
        s3.put(Manifest.keyOf(key), "manifest");

        store.clear(key, () -> {});

        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void smallObjectsAreWrittenOnceReadAndListed() throws Exception {
        assertThat(store.putNew(key, bytes("first"), TYPE)).isTrue();
        assertThat(store.putNew(key, bytes("first"), TYPE)).isTrue();
        assertThat(store.putNew(key, bytes("second"), TYPE)).isFalse();

        assertThat(store.read(key)).hasValueSatisfying(c -> assertThat(c).isEqualTo(bytes("first")));
        assertThat(store.read(key + "x")).isEmpty();
        assertThat(store.list(key)).containsExactly(new ListedObject(key, 5));
    }

    @Test
    void whatAttemptsHaveLeftIsFoundWhetherTheyEndedOrNot() throws Exception {
        var keys = AttemptKeys.ofKey(key).orElseThrow();
        var committed = keys.key("aaaaaaaa", true);
        var unended = keys.key("bbbbbbbb", false);
        s3.put(key, "of the version before");
        s3.put(committed, "data");
        s3.put(Manifest.keyOf(committed), "manifest");
        s3.beginUpload(unended);
        s3.put(key.replace("nightly", "other"), "of another Backup");

        assertThat(store.attempts(keys))
                .containsExactly(
                        new StoredAttempt(committed, true),
                        new StoredAttempt(unended, false),
                        new StoredAttempt(key, false));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void clearingRemovesNothingThatIsSomebodyElsesByNow() {
        s3.put(key, "another run's");
        s3.beginUpload(key);

        assertThatThrownBy(() -> store.clear(key, () -> {
                    throw new IllegalStateException("taken over");
                }))
                .hasMessage("taken over");

        assertThat(s3.objects()).containsExactly(key);
        assertThat(s3.uploads()).containsExactly(key);
    }

    @Test
    void clearingWhereNothingIsSucceeds() throws Exception {
        store.clear(key, () -> {
            throw new IllegalStateException("nothing to ask about");
        });
    }

    @Test
    void noThreadIsLeftBehind() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            S3Uploads.write(upload, S3Uploads.random(9 * MIB));
            upload.complete();
        }

        await().until(S3Uploads::noThreadIsLeft);
    }
}
