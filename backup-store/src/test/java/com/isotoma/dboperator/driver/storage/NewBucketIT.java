package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import java.net.URI;
import java.util.UUID;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Buckets that the store makes itself. */
class NewBucketIT {
    private final LocalS3 s3 = new LocalS3();
    private final String bucket = "it-" + UUID.randomUUID();

    @AfterEach
    void close() {
        s3.removeBucket(bucket);
        s3.close();
    }

    @Test
    void aBucketIsMadeOnceAndCanBeWrittenToAtOnce() throws Exception {
        try (var store = store(bucket, LocalS3.SECRET_KEY)) {
            assertThatRefusal(() -> store.begin("key", "text/plain")).contains(bucket + " does not exist");

            store.makeBucket();
            store.makeBucket();

            try (var upload = store.begin("key", "text/plain")) {
                upload.write(new byte[100], 0, 100);
                assertThat(upload.complete().size()).isEqualTo(100);
            }
            assertThat(store.find("key")).isPresent();
            store.clear("key", () -> {});
        }
    }

    @Test
    void anImpossibleNameIsTheUsersMistake() {
        try (var store = store("Not_A_Bucket", LocalS3.SECRET_KEY)) {
            assertThatRefusal(store::makeBucket).contains("takes no such name");
        }
    }

    @Test
    void nothingIsMadeWithAWrongKey() {
        try (var store = store(bucket, "wrong")) {
            assertThatRefusal(store::makeBucket).contains("does not let this access key");
        }
    }

    private static ObjectStore store(String bucket, String secretKey) {
        return new S3ObjectStore(LocalS3.settings(URI.create(LocalS3.ENDPOINT), LocalS3.ACCESS_KEY, secretKey, bucket));
    }

    private static AbstractStringAssert<?> assertThatRefusal(ThrowingCallable call) {
        return assertThatThrownBy(call)
                .asInstanceOf(type(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .extracting(DriverException::getMessage)
                .asString();
    }
}
