package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What some stores need, and what others leave behind. */
class S3ExtrasIT {
    private static final String TYPE = "application/zstd";
    private static final int MIB = 1 << 20;
    /** Two direct parts, then segments of 15 MiB in three pieces. */
    private static final PartPlan PLAN = new PartPlan(5 * MIB, 5 * MIB, 2, 15 * MIB, 10);

    private final LocalS3 s3 = new LocalS3();
    private final String folder = s3.key("shop/orders/");
    private final String key = folder + "20260301T000000Z-nightly-0a1b2c3d.sql.zst";

    @AfterEach
    void close() {
        s3.close();
    }

    @Test
    void aStoreThatRefusesNewerChecksumsGetsOldOnes() throws Exception {
        var bytes = new byte[30 * MIB];
        new Random(1).nextBytes(bytes);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var store = store(proxy.endpoint(), new S3Extras(false, null, null, null))) {
            StoredObject sent;
            try (var upload = store.begin(key, TYPE, Map.of("a", "b"))) {
                upload.write(bytes);
                sent = upload.complete();
            }
            assertThat(store.putNew(key + ".small", new byte[10], TYPE)).isTrue();

            assertThat(store.find(key)).contains(sent);
            assertThat(sent).isEqualTo(new StoredObject(bytes.length, null));
            try (var download = store.download(key).orElseThrow()) {
                assertThat(download.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(proxy.requests())
                    .isNotEmpty()
                    .noneMatch(r -> r.contains("x-amz-checksum") || r.contains("x-amz-sdk-checksum"))
                    .anyMatch(r -> r.contains("partnumber=1") && r.contains("content-md5: "));
        }
    }

    @Test
    void theStoreIsToldHowToEncryptWhatItKeeps() throws Exception {
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT);
                var store = store(proxy.endpoint(), new S3Extras(true, "AES256", null, null))) {
            try (var upload = store.begin(key, TYPE)) {
                upload.write(new byte[100]);
                var unused = upload.complete();
            }
            assertThat(store.putNew(key + ".small", new byte[10], TYPE)).isTrue();

            assertThat(proxy.requests().stream().filter(r -> r.contains("x-amz-server-side-encryption: aes256")))
                    .hasSize(2);
        }
    }

    @Test
    void aStoreOfAPrivateCaIsTrustedWhereItsCertificateIsGiven(@TempDir Path files) throws Exception {
        var server = PrivateServer.make(files);
        try (var proxy = new FaultyProxy(LocalS3.ENDPOINT, server.listener());
                var trusting = store(proxy.endpoint(), new S3Extras(true, null, null, server.certificate()));
                var other = store(proxy.endpoint(), S3Extras.NONE)) {
            assertThat(trusting.putNew(key, new byte[10], TYPE)).isTrue();

            assertThat(trusting.find(key)).isPresent();
            assertThatThrownBy(() -> other.find(key))
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void whatIsNoCertificateIsTold() {
        for (var wrong : new String[] {"", "nonsense", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"}) {
            assertThatThrownBy(() -> new S3Extras(true, null, null, wrong).check("spec.backupTo.s3.caCertificate"))
                    .hasMessageStartingWith("spec.backupTo.s3.caCertificate is not a certificate");
        }
    }

    @Test
    void remainsOfUploadsAreSweptWhenTheyAreOldAndOurs() throws Exception {
        var segment = key + ".segment-0a1b2c3d-00007";
        s3.put(key, "a backup");
        s3.put(Manifest.keyOf(key), "its manifest");
        s3.put(segment, "a piece");
        s3.put(folder + "notes.segment-0a1b2c3d-00007", "somebody else's");
        s3.beginUpload(key);
        s3.beginUpload(segment);
        s3.beginUpload(folder + "somebody-elses");
        s3.beginUpload(s3.key("shop/orders-2/20260301T000000Z-nightly-0a1b2c3d.sql.zst"));
        try (var store = store(URI.create(LocalS3.ENDPOINT), S3Extras.NONE)) {
            assertThat(store.sweep(folder, Instant.now().minus(Duration.ofHours(24))))
                    .isZero();
            assertThat(store.sweep(folder, Instant.now().plusSeconds(60))).isEqualTo(3);
        }

        assertThat(s3.objects())
                .containsExactlyInAnyOrder(key, Manifest.keyOf(key), folder + "notes.segment-0a1b2c3d-00007");
        assertThat(s3.uploads())
                .containsExactlyInAnyOrder(
                        folder + "somebody-elses", s3.key("shop/orders-2/20260301T000000Z-nightly-0a1b2c3d.sql.zst"));
    }

    private static ObjectStore store(URI endpoint, S3Extras extras) {
        var settings = new S3Settings(
                LocalS3.REGION,
                LocalS3.BUCKET,
                endpoint,
                true,
                new Credentials(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY),
                null,
                SettingsSource.DATABASE,
                extras);
        return new S3ObjectStore(settings, () -> {}, PLAN);
    }
}
