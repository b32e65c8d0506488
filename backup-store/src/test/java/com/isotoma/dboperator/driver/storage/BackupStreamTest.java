package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;

class BackupStreamTest {
    private static final Path ZSTD = Path.of("/usr/bin/zstd");

    private final MemoryUpload upload = new MemoryUpload();
    private final CopyStream copy = new CopyStream(upload);

    @Property(tries = 200)
    void whatWasWrittenIsReadBack(
            @ForAll @Size(min = 16, max = 300_000) byte[] dump, @ForAll @IntRange(min = 1, max = 5000) int chunk)
            throws Exception {
        var target = new MemoryUpload();
        var copy = new CopyStream(target);
        try (var stream = new BackupStream(List.of(copy))) {
            for (int at = 0; at < dump.length; at += chunk) {
                stream.write(dump, at, Math.min(chunk, dump.length - at));
            }
            stream.finish();
            copy.complete();
        }

        assertThat(decompressed(target.bytes())).isEqualTo(dump);
    }

    @Example
    void singleBytesAreWrittenToo() throws Exception {
        try (var stream = new BackupStream(List.of(copy))) {
            for (int i = 0; i < 300; i++) {
                stream.write(i);
            }
            assertThat(stream.dumpedBytes()).isEqualTo(300);
            stream.finish();
        }

        assertThat(decompressed(upload.bytes()))
                .hasSize(300)
                .startsWith(0, 1, 2)
                .endsWith(299 - 256);
    }

    @Example
    void theCommandLineToolReadsItAndChecksIt() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(ZSTD), "the zstd tool is not installed");
        var dump = dump(5_000_000);
        complete(dump);
        var file = Files.createTempFile("backup", ".zst");
        try {
            Files.write(file, upload.bytes());
            var tool = new ProcessBuilder(ZSTD.toString(), "-d", "-c", file.toString()).start();
            tool.getOutputStream().close();
            assertThat(tool.getInputStream().readAllBytes()).isEqualTo(dump);
            assertThat(tool.waitFor()).isZero();

            var listing = new ProcessBuilder(ZSTD.toString(), "-l", "-v", file.toString()).start();
            assertThat(new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("XXH64");
        } finally {
            Files.delete(file);
        }
    }

    @Example
    void aTruncatedObjectIsNotADump() throws Exception {
        complete(dump(1_000_000));
        var bytes = upload.bytes();

        assertThatThrownBy(() -> decompressed(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IOException.class);
    }

    @Example
    void sizeAndHashAreThoseOfTheObject() throws Exception {
        var result = complete(dump(1_000_000));

        assertThat(result.object().size()).isEqualTo(upload.bytes().length);
        assertThat(result.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(upload.bytes())));
    }

    @Example
    void progressCountsWhatWasDumpedAndWhatWasStored() throws Exception {
        try (var stream = new BackupStream(List.of(copy), new DumpOptions(0, 1, 0))) {
            stream.write(dump(3_000_000));

            assertThat(stream.dumpedBytes()).isEqualTo(3_000_000);
            assertThat(stream.storedBytes()).isEqualTo(upload.bytes().length).isPositive();
        }
    }

    @Example
    void nothingIsHeldBackForLong() throws Exception {
        var random = new byte[1 << 20];
        new Random(1).nextBytes(random);
        try (var stream = new BackupStream(List.of(copy), new DumpOptions(0, 1, 0))) {
            for (int i = 1; i <= 20; i++) {
                stream.write(random);
                assertThat(stream.dumpedBytes() - upload.bytes().length).isLessThan(2 << 20);
            }
        }
    }

    /** It works on one piece and has the next. */
    @Example
    void aThreadThatCompressesHoldsNoMoreThanItNeeds() throws Exception {
        var random = new byte[1 << 20];
        new Random(1).nextBytes(random);
        try (var stream = new BackupStream(List.of(copy), new DumpOptions(0, 1, 1))) {
            for (int i = 1; i <= 60; i++) {
                stream.write(random);
                assertThat(stream.dumpedBytes() - upload.bytes().length).isLessThan(24 << 20);
            }
        }
    }

    @Example
    void closedWithoutBeingCompleteNothingMoreIsWrittenAndTheUploadAborts() throws Exception {
        int stored;
        try (var stream = new BackupStream(List.of(copy))) {
            stream.write(dump(1_000_000));
            stored = upload.bytes().length;
        }

        assertThat(upload.bytes()).hasSize(stored);
        assertThat(upload.completed()).isFalse();
        assertThat(upload.aborted()).isTrue();
    }

    @Example
    void aDumpTooSmallToBeOneIsRefused() throws Exception {
        try (var stream = new BackupStream(List.of(copy))) {
            stream.write(new byte[15]);

            assertThatThrownBy(stream::finish)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("only 15 bytes");
        }

        assertThat(upload.aborted()).isTrue();
    }

    /** A driver that goes on after an error of the store would otherwise leave a hole in the middle of the object. */
    @Example
    void afterAFailedWriteItCanNeverBeCompleted() throws Exception {
        try (var stream = new BackupStream(List.of(copy), new DumpOptions(0, 1, 0))) {
            upload.failOnce(new IOException("connection reset"));
            assertThatThrownBy(() -> stream.write(random(1 << 20))).hasMessage("connection reset");
            assertThatThrownBy(() -> stream.write(random(1 << 20))).isInstanceOf(IOException.class);

            assertThatThrownBy(stream::finish).isInstanceOf(IOException.class);
            assertThatThrownBy(copy::complete).isInstanceOf(DriverException.class);
        }

        assertThat(upload.completed()).isFalse();
        assertThat(upload.aborted()).isTrue();
    }

    @Example
    void aFailureOfTheVeryLastWriteIsAFailure() throws Exception {
        try (var stream = new BackupStream(List.of(copy))) {
            stream.write(dump(1000));
            upload.failOnce(new IOException("store is full"));

            assertThatThrownBy(stream::finish).hasMessage("store is full");
        }

        assertThat(upload.aborted()).isTrue();
    }

    private CopyStream.Result complete(byte[] dump) throws Exception {
        try (var stream = new BackupStream(List.of(copy))) {
            stream.write(dump);
            stream.finish();
            return copy.complete();
        }
    }

    private static byte[] decompressed(byte[] object) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(object))) {
            return in.readAllBytes();
        }
    }

    private static byte[] dump(int size) {
        var line = "INSERT INTO orders VALUES (1, 'a line like many others');\n".getBytes(StandardCharsets.UTF_8);
        var dump = new byte[size];
        for (int i = 0; i < size; i++) {
            dump[i] = line[i % line.length];
        }
        System.arraycopy(random(size / 4), 0, dump, size / 2, size / 4);
        return dump;
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
