package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadIT {
    private static final int SIZE = 3 << 20;

    private final LocalS3 s3 = new LocalS3();
    private final FaultyProxy proxy = new FaultyProxy(LocalS3.ENDPOINT);
    private final ObjectStore store = new S3ObjectStore(
            LocalS3.settings(proxy.endpoint(), LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, LocalS3.BUCKET));
    private final String key = s3.key("nightly.sql.zst");
    private final byte[] content = new byte[SIZE];

    DownloadIT() throws IOException {
        new Random(1).nextBytes(content);
        s3.put(key, content);
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        s3.close();
    }

    @Test
    void whereNoObjectIsThereIsNoDownload() throws Exception {
        assertThat(store.download(s3.key("nothing"))).isEmpty();
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewAndReadingGoesOn() throws Exception {
        proxy.cutAnswersAfter(300_000, 7);
        try (var download = store.download(key).orElseThrow()) {
            assertThat(download.size()).isEqualTo(SIZE);
            assertThat(download.readAllBytes()).isEqualTo(content);
        }
        assertThat(proxy.answersCut()).isEqualTo(7);
    }

    @Test
    void anObjectThatIsReplacedMeanwhileIsNotMixedWithTheNewOne() throws Exception {
        proxy.cutAnswersAfter(300_000, 1);
        try (var download = store.download(key).orElseThrow()) {
            assertThat(download.readNBytes(1000)).hasSize(1000);
            s3.put(key, new byte[SIZE]);

            assertThatThrownBy(download::readAllBytes).isInstanceOfSatisfying(DownloadFailedException.class, e -> {
                assertThat(e.explained().reason()).isEqualTo(Reasons.STORAGE_FAILED);
                assertThat(e.explained().kind()).isEqualTo(DriverException.Kind.UNAVAILABLE);
                assertThat(e).hasMessageContaining("was replaced or removed");
            });
        }
    }

    @Test
    void anInterruptionEndsIt() throws Exception {
        try (var download = store.download(key).orElseThrow()) {
            assertThat(download.read()).isEqualTo(content[0] & 0xff);
            Thread.currentThread().interrupt();
            assertThatThrownBy(download::readAllBytes).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
