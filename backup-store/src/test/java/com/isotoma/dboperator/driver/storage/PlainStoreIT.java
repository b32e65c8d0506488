package com.isotoma.dboperator.driver.storage;

import static com.isotoma.dboperator.driver.storage.S3Uploads.assertThatFailure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
