package com.isotoma.dboperator.driver.storage;

import static com.isotoma.dboperator.driver.storage.S3Uploads.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store without conditional writes, as several providers have: a real one behind a proxy that refuses the header. */
class PlainStoreIT {
    private static final String CONDITION = "if-none-match";

    private final LocalS3 s3 = new LocalS3();
    private final FaultyProxy proxy = new FaultyProxy(LocalS3.ENDPOINT);
    private final ObjectStore store = S3Uploads.store(proxy.endpoint().toString());
    private final String key = s3.key("20260301T000000Z-nightly-0a1b2c3d.sql.zst");

    PlainStoreIT() throws Exception {}

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        s3.close();
    }

    @ParameterizedTest
    @CsvSource({"501, NotImplemented", "400, InvalidArgument"})
    void anObjectIsStoredWithoutTheCondition(int status, String code) throws Exception {
        proxy.refuse(CONDITION, status, code);
        var bytes = S3Uploads.random(9_000_000);

        StoredObject sent;
        try (var upload = store.begin(key, "application/zstd")) {
            S3Uploads.write(upload, bytes);
            sent = upload.complete();
        }

        assertThat(proxy.requests()).anyMatch(head -> head.contains(CONDITION));
        assertThat(store.find(key)).contains(sent);
        assertThat(s3.content(key)).isEqualTo(bytes);
    }

    @Test
    void anObjectThatIsThereIsNotWrittenOver() throws Exception {
        s3.put(key, "the first");
        proxy.refuse(CONDITION, 501, "NotImplemented");

        try (var upload = store.begin(key, "application/zstd")) {
            S3Uploads.write(upload, S3Uploads.random(100));
            assertThatFailure(upload::complete, DriverException.Kind.USER)
                    .hasMessageContaining("CompleteMultipartUpload");
        }

        assertThat(s3.content(key)).asString().isEqualTo("the first");
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void aManifestIsStoredWithoutTheConditionAndNeverOverAnotherOne() throws Exception {
        proxy.refuse(CONDITION, 501, "NotImplemented");

        assertThat(store.putNew(key, "first".getBytes(UTF_8), "application/json"))
                .isTrue();
        assertThat(store.putNew(key, "second".getBytes(UTF_8), "application/json"))
                .isFalse();

        assertThat(proxy.requests()).anyMatch(head -> head.startsWith("put ") && head.contains(CONDITION));
        assertThat(s3.content(key)).asString().isEqualTo("first");
    }

    /** Of each request, also of those that only ask: some stores refuse each header that they do not know. */
    @ParameterizedTest
    @CsvSource({
        "x-amz-checksum, 501, NotImplemented",
        "x-amz-checksum, 400, InvalidArgument",
        "x-amz-checksum-algorithm, 400, InvalidRequest",
        "x-amz-checksum-crc32:, 501, NotImplemented",
        "x-amz-sdk-checksum, 403, SignatureDoesNotMatch"
    })
    void newerChecksumsAreDoneWithout(String header, int status, String code) throws Exception {
        proxy.refuse(header, status, code);
        var bytes = S3Uploads.random(30_000_000);

        StoredObject sent;
        try (var cut = S3Uploads.store(proxy.endpoint().toString(), S3Uploads.SEGMENTS);
                var upload = cut.begin(key, "application/zstd")) {
            S3Uploads.write(upload, bytes);
            sent = upload.complete();
        }
        assertThat(store.putNew(key + ".small", "small".getBytes(UTF_8), "application/json"))
                .isTrue();

        assertThat(proxy.requests()).anyMatch(head -> head.contains(header));
        assertThat(sent.size()).isEqualTo(bytes.length);
        assertThat(store.find(key).orElseThrow().size()).isEqualTo(bytes.length);
        assertThat(store.read(key + ".small").orElseThrow()).asString(UTF_8).isEqualTo("small");
        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.objects()).containsExactlyInAnyOrder(key, key + ".small");
        assertThat(s3.uploads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"501, NotImplemented, true", "501, NotImplemented, false", "400, InvalidRequest, true"})
    void copiesIntoPartsAreDoneWithout(int status, String code, boolean newChecksums) throws Exception {
        proxy.refuse("x-amz-copy-source", status, code);
        var bytes = S3Uploads.random(40_000_000);

        StoredObject sent;
        try (var cut = S3Uploads.store(proxy.endpoint().toString(), S3Uploads.SEGMENTS, newChecksums);
                var upload = cut.begin(key, "application/zstd")) {
            S3Uploads.write(upload, bytes);
            sent = upload.complete();
            assertThat(cut.find(key)).contains(sent);
        }

        assertThat(s3.content(key)).isEqualTo(bytes);
        assertThat(s3.objects()).containsExactly(key);
        assertThat(s3.uploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTrialMakesTheCallsOfALargeObject(boolean refused) throws Exception {
        if (refused) {
            proxy.refuse("x-amz-copy-source", 501, "NotImplemented");
        }
        var settings = LocalS3.settings(proxy.endpoint(), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, LocalS3.BUCKET);
        try (var trial = S3ObjectStore.forTrial(settings, () -> {});
                var upload = trial.begin(key, "text/plain")) {
            upload.write("tried".getBytes(UTF_8));
            var unused = upload.complete();
        }

        assertThat(proxy.requests()).anyMatch(head -> head.contains("x-amz-copy-source"));
        assertThat(s3.content(key)).asString(UTF_8).isEqualTo("tried");
        assertThat(s3.objects()).containsExactly(key);
        assertThat(s3.uploads()).isEmpty();
    }

    @Test
    void whatIsRefusedForAnotherReasonIsSaidAsItWas() {
        proxy.refuse("put /", 400, "InvalidRequest");

        assertThatFailure(() -> store.putNew(key, "x".getBytes(UTF_8), "text/plain"), DriverException.Kind.INTERNAL)
                .hasMessageContaining("refused PutObject")
                .hasMessageContaining("InvalidRequest");
    }

    @Test
    void whatIsRefusedIsNamed() {
        proxy.refuse("?uploads", 501, "NotImplemented");

        assertThatFailure(() -> store.begin(key, "application/zstd"), DriverException.Kind.USER)
                .hasMessageContaining("does not implement CreateMultipartUpload");
    }

    @Test
    void anObjectThatIsTooLargeForAManifestIsNotReadIntoMemory() {
        s3.put(key, new byte[ObjectStore.SMALL + 1]);

        assertThatFailure(() -> store.read(key), DriverException.Kind.USER)
                .hasMessageContaining("more than any manifest");
    }
}
