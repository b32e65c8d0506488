package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopiesTest {
    /** Without a thread of its own for the compression, so that a failure is seen by the write that brings it about. */
    private static final DumpOptions AT_ONCE = new DumpOptions(0, 1, 0);

    private final AgeKeyPair pair = AgeKeyPair.generate();
    private final MemoryUpload first = new MemoryUpload();
    private final MemoryUpload second = new MemoryUpload();
    private final byte[] dump = new byte[1 << 20];

    CopiesTest() {
        new Random(1).nextBytes(dump);
    }

    @Test
    void oneDumpFeedsCopiesThatAreEncryptedAndCopiesThatAreNot() throws Exception {
        var plain = new CopyStream(first);
        var encrypted = new CopyStream(second, AgeRecipients.parse(pair.recipient(), "recipients"));
        try (var stream = new BackupStream(List.of(plain, encrypted), AT_ONCE)) {
            stream.write(dump);
            stream.finish();

            assertThat(plain.complete().sha256())
                    .isNotEqualTo(encrypted.complete().sha256());
        }

        assertThat(read(first, "x.zst")).isEqualTo(dump);
        assertThat(read(second, "x.zst.age")).isEqualTo(dump);
    }

    @Test
    void aCopyThatFailsIsAbortedAndTheOthersAreWhole() throws Exception {
        var broken = new CopyStream(first, AgeRecipients.parse(pair.recipient(), "recipients"));
        var good = new CopyStream(second);
        try (var stream = new BackupStream(List.of(broken, good), AT_ONCE)) {
            stream.write(dump);
            first.failOnce(new IOException("connection reset"));
            stream.write(dump);
            assertThat(first.aborted()).isTrue();
            int sent = first.bytes().length;
            stream.write(dump);
            stream.finish();

            assertThat(first.bytes()).hasSize(sent);
            assertThatThrownBy(broken::complete)
                    .isInstanceOf(DriverException.class)
                    .hasMessageContaining("connection reset");
            good.complete();
        }

        assertThat(first.completed()).isFalse();
        assertThat(read(second, "x.zst")).hasSize(3 * dump.length);
    }

    @Test
    void theFailureOfTheLastOneEndsTheDump() throws Exception {
        try (var stream = new BackupStream(List.of(new CopyStream(first), new CopyStream(second)), AT_ONCE)) {
            first.failOnce(new IOException("first is full"));
            stream.write(dump);
            second.failOnce(new IOException("second is full"));

            assertThatThrownBy(() -> stream.write(dump)).hasMessage("second is full");
            assertThatThrownBy(stream::finish).isInstanceOf(IOException.class);
        }

        assertThat(first.aborted()).isTrue();
        assertThat(second.aborted()).isTrue();
    }

    @Test
    void aFailureAtTheVeryEndIsThatCopysAlone() throws Exception {
        var broken = new CopyStream(first);
        var good = new CopyStream(second);
        try (var stream = new BackupStream(List.of(broken, good), AT_ONCE)) {
            stream.write(dump, 0, 1000);
            first.failOnce(new IOException("store is full"));
            stream.finish();

            assertThatThrownBy(broken::complete).hasMessageContaining("store is full");
            good.complete();
        }

        assertThat(read(second, "x.zst")).hasSize(1000);
    }

    @Test
    void anInterruptionIsNoCopysFault() throws Exception {
        var copy = new CopyStream(first);
        try (var stream = new BackupStream(List.of(copy, new CopyStream(second)), AT_ONCE)) {
            first.failOnce(new InterruptedIOException("the run ends"));

            assertThatThrownBy(() -> stream.write(dump)).isInstanceOf(InterruptedIOException.class);
            assertThat(copy.failure()).isNull();
            assertThatThrownBy(stream::finish).isInstanceOf(IOException.class);
        }

        assertThat(second.aborted()).isTrue();
    }

    private byte[] read(MemoryUpload upload, String name) throws Exception {
        try (var reader = new BackupReader(
                new ByteArrayInputStream(upload.bytes()), name, AgeIdentities.parse(pair.identity(), "identities"))) {
            return reader.readAllBytes();
        }
    }
}
