package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    private final ObjectStore store = store(LocalS3.ENDPOINT);
    private final String key = s3.key("20260301T000000Z-nightly-0a1b2c3d.sql.zst");

    @AfterEach
    void close() {
        store.close();
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB, 20_000_000})
    void whatIsUploadedIsFoundWithItsSizeAndChecksum(int size) throws Exception {
        var bytes = random(size);

        StoredObject sent;
        try (var upload = store.begin(key, TYPE)) {
            write(upload, bytes);
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
            write(upload, random(100));

            assertThatFailure(upload::complete, DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining("stored an object of its name");
        }

        assertThat(s3.content(key)).asString().isEqualTo("the first");
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void closingAborts() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            write(upload, random(20_000_000));
            assertThat(s3.uploads()).containsExactly(key);
        }

        assertThat(s3.uploads()).isEmpty();
        assertThat(s3.objects()).isEmpty();
    }

    @Test
    void anUploadThatSomebodyElseEndedIsTriedAgainAndMayBeClosed() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            write(upload, random(100));
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
    void smallObjectsAreWrittenOverReadAndListed() throws Exception {
        store.put(key, bytes("first"), TYPE);
        store.put(key, bytes("second"), TYPE);

        assertThat(store.read(key)).hasValueSatisfying(c -> assertThat(c).isEqualTo(bytes("second")));
        assertThat(store.read(key + "x")).isEmpty();
        assertThat(store.list(key)).containsExactly(new ListedObject(key, 6));
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
        try (var other = store(nobody.toString())) {
            assertThatFailure(() -> other.begin(key, TYPE), DriverException.Kind.UNAVAILABLE)
                    .hasMessageContaining(LocalS3.BUCKET)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void aConnectionCutMidwayIsMadeAgain() throws Exception {
        var bytes = random(20_000_000);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.cutAfter(MIB, 1);
            write(upload, bytes);

            assertThat(other.find(key)).isEmpty();
            var sent = upload.complete();

            assertThat(other.find(key)).contains(sent);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
    }

    @Test
    void connectionsThatAreAlwaysCutEndTheUpload() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            proxy.cutAfter(MIB, Integer.MAX_VALUE);

            assertThatThrownBy(() -> {
                        write(upload, random(20_000_000));
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
        var bytes = random(1000);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString());
                var upload = other.begin(key, TYPE)) {
            write(upload, bytes);
            proxy.loseAnswerTo("POST /" + LocalS3.BUCKET + "/" + key + "?uploadId=");

            assertThat(upload.complete().size()).isEqualTo(1000);
        }
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void interruptionEndsAnUploadThatStallsAndAbortsIt() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var other = store(proxy.endpoint().toString())) {
            proxy.stallAfter(MIB);
            var worker = Thread.ofPlatform().start(() -> {
                try (var upload = other.begin(key, TYPE)) {
                    write(upload, random(30_000_000));
                    upload.complete();
                } catch (Exception e) {
                    thrown.set(e);
                }
            });
            await().until(() -> proxy.stalledConnections() > 0);

            worker.interrupt();

            assertThat(worker.join(Duration.ofSeconds(15))).isTrue();
            assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
            assertThat(s3.uploads()).isEmpty();
        }
        await().until(S3ObjectStoreIT::noThreadIsLeft);
    }

    @Test
    void noThreadIsLeftBehind() throws Exception {
        try (var upload = store.begin(key, TYPE)) {
            write(upload, random(9 * MIB));
            upload.complete();
        }

        await().until(S3ObjectStoreIT::noThreadIsLeft);
    }

    static boolean noThreadIsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().startsWith("upload"));
    }

    private static ObjectStore store(String endpoint) {
        return new S3ObjectStore(
                LocalS3.settings(URI.create(endpoint), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, LocalS3.BUCKET));
    }

    private static void write(Upload upload, byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += 100_000) {
            upload.write(bytes, at, Math.min(100_000, bytes.length - at));
        }
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatFailure(
            ThrowingCallable call, DriverException.Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
