package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

class BackupReaderTest {
    private static final AgeKeyPair PAIR = AgeKeyPair.generate();
    private static final AgeKeyPair OTHER = AgeKeyPair.generate();
    private static final String PLAIN = "a.dump.zst";
    private static final String ENCRYPTED = "a.dump.zst.age";
    private static final Path AGE = Path.of("/usr/bin/age");

    /** Around the blocks of zstd (128 KiB) and of age (64 KiB), in what cannot be compressed and in what can. */
    @Provide
    Arbitrary<Integer> sizes() {
        var near = Arbitraries.of(0, 64 << 10, 128 << 10, 192 << 10, 256 << 10, 512 << 10)
                .flatMap(border -> Arbitraries.integers().between(-120, 40).map(d -> Math.max(16, border + d)));
        return Arbitraries.oneOf(near, Arbitraries.integers().between(16, 700_000));
    }

    @Property(tries = 150)
    void whatWasWrittenIsRead(
            @ForAll("sizes") int size,
            @ForAll boolean compressible,
            @ForAll boolean encrypted,
            @ForAll @IntRange(min = 1, max = 300_000) int chunk)
            throws Exception {
        var dump = dump(size, compressible);

        var read = read(stored(dump, encrypted), encrypted ? ENCRYPTED : PLAIN, chunk);

        assertThat(read).isEqualTo(dump);
    }

    @Property(tries = 150)
    void oneAlteredByteIsFound(@ForAll boolean encrypted, @ForAll Random random) throws Exception {
        var stored = stored(dump(200_000, false), encrypted);
        int at = random.nextInt(stored.length);
        stored[at] ^= (byte) (1 + random.nextInt(255));
        // Eleven bits of a frame's header are of no effect on what is read: the unused one and the window's size.
        Assume.that(encrypted || at > 6);

        assertThatThrownBy(() -> read(stored, encrypted ? ENCRYPTED : PLAIN, 5000))
                .isInstanceOfAny(DamagedBackupException.class, DriverException.class);
    }

    @Property(tries = 150)
    void aMissingEndIsFoundWhereverItBegins(@ForAll boolean encrypted, @ForAll("sizes") int kept) throws Exception {
        var stored = stored(dump(600_000, false), encrypted);
        var cut = Arrays.copyOf(stored, Math.min(kept, stored.length - 1));

        assertThatThrownBy(() -> read(cut, encrypted ? ENCRYPTED : PLAIN, 5000))
                .isInstanceOf(DamagedBackupException.class);
    }

    @Example
    void aHeaderThatEndsEarlyIsFoundWhereverItDoes() throws Exception {
        var stored = stored(dump(1000, false), true);
        for (int kept = 0; kept < 400; kept++) {
            var cut = Arrays.copyOf(stored, kept);
            assertThatThrownBy(() -> read(cut, ENCRYPTED, 5000))
                    .as("after %d bytes", kept)
                    .isInstanceOf(DamagedBackupException.class);
        }
    }

    @Example
    void nothingAtAllIsNoBackup() {
        for (var name : List.of(PLAIN, ENCRYPTED)) {
            assertThatThrownBy(() -> read(new byte[0], name, 10)).isInstanceOf(DamagedBackupException.class);
        }
    }

    @Property(tries = 40)
    void whatFollowsTheEndIsFound(@ForAll boolean encrypted, @ForAll("sizes") int size) throws Exception {
        var dump = dump(size, false);
        var frame = Zstd.compress(dump(100, true));
        for (var tail : List.of(new byte[1], frame)) {
            var stored = stored(dump, encrypted);
            var longer = Arrays.copyOf(stored, stored.length + tail.length);
            System.arraycopy(tail, 0, longer, stored.length, tail.length);

            assertThatThrownBy(() -> read(longer, encrypted ? ENCRYPTED : PLAIN, 5000))
                    .isInstanceOf(DamagedBackupException.class);
        }
    }

    @Example
    void whatFollowsTheDumpWithinTheEncryptionIsFoundToo() throws Exception {
        var frame = Zstd.compress(dump(1000, true));
        var twice = new ByteArrayOutputStream();
        try (var out = recipients(PAIR).encrypting(twice)) {
            out.write(frame);
            out.write(frame);
        }

        assertThatThrownBy(() -> read(twice.toByteArray(), ENCRYPTED, 100)).hasMessageContaining("something follows");
    }

    @Example
    void eachRecipientReadsItAlone() throws Exception {
        var dump = dump(100_000, true);
        var stored = stored(dump, recipients(PAIR, OTHER));

        for (var reader : List.of(PAIR, OTHER)) {
            assertThat(read(stored, ENCRYPTED, 5000, identities(AgeKeyPair.generate(), reader)))
                    .isEqualTo(dump);
        }
    }

    @Example
    void aWrongIdentityIsTheUsersMistake() throws Exception {
        var stored = stored(dump(1000, true), true);

        for (var wrong : List.of(identities(OTHER), identities(OTHER, AgeKeyPair.generate()))) {
            assertThatThrownBy(() -> read(stored, ENCRYPTED, 100, wrong))
                    .isInstanceOfSatisfying(
                            DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.USER))
                    .hasMessageContaining("key file");
        }
        assertThatThrownBy(() -> read(stored, ENCRYPTED, 100, null)).hasMessageContaining("is encrypted");
    }

    @Example
    void theCommonToolReadsIt() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(AGE), "the tool age is not installed");
        var dump = dump(300_000, false);
        var files = Files.createTempDirectory("age");
        var keys = Files.writeString(files.resolve("keys"), PAIR.identity() + "\n");
        var object = Files.write(files.resolve("object"), stored(dump, true));

        var tool = new ProcessBuilder(AGE.toString(), "-d", "-i", keys.toString(), object.toString()).start();
        var compressed = tool.getInputStream().readAllBytes();

        assertThat(tool.waitFor()).isZero();
        assertThat(Zstd.decompress(compressed, dump.length)).isEqualTo(dump);
    }

    @Example
    void anErrorOfTheStoreIsNoDamage() throws Exception {
        var stored = stored(dump(600_000, false), true);
        var failing = new FilterInputStream(new ByteArrayInputStream(stored, 0, 200_000)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = super.read(bytes, offset, length);
                if (n < 0) {
                    throw new IOException("connection reset");
                }
                return n;
            }
        };

        try (var reader = new BackupReader(failing, ENCRYPTED, identities(PAIR))) {
            assertThatThrownBy(reader::readAllBytes)
                    .isNotInstanceOf(DamagedBackupException.class)
                    .hasMessage("connection reset");
        }
    }

    private static byte[] read(byte[] stored, String name, int chunk) throws Exception {
        return read(stored, name, chunk, identities(PAIR));
    }

    private static byte[] read(byte[] stored, String name, int chunk, @Nullable AgeIdentities identities)
            throws Exception {
        var out = new ByteArrayOutputStream();
        try (var reader = new BackupReader(new ByteArrayInputStream(stored), name, identities)) {
            var buffer = new byte[chunk];
            int n;
            while ((n = reader.read(buffer)) >= 0) {
                out.write(buffer, 0, n);
            }
            assertThat(reader.read()).isEqualTo(-1);
        }
        return out.toByteArray();
    }

    private static byte[] stored(byte[] dump, boolean encrypted) throws Exception {
        return stored(dump, encrypted ? recipients(PAIR) : null);
    }

    private static byte[] stored(byte[] dump, @Nullable AgeRecipients recipients) throws Exception {
        var upload = new MemoryUpload();
        var copy = new CopyStream(upload, recipients);
        try (var stream = new BackupStream(List.of(copy))) {
            stream.write(dump);
            stream.finish();
            copy.complete();
        }
        return upload.bytes();
    }

    private static AgeRecipients recipients(AgeKeyPair... pairs) throws Exception {
        var keys = Arrays.stream(pairs).map(AgeKeyPair::recipient).toList();
        return AgeRecipients.parse(String.join("\n", keys), "key file");
    }

    private static AgeIdentities identities(AgeKeyPair... pairs) throws Exception {
        var keys = Arrays.stream(pairs).map(AgeKeyPair::identity).toList();
        return AgeIdentities.parse(String.join("\n", keys), "key file");
    }

    private static byte[] dump(int size, boolean compressible) {
        var dump = new byte[size];
        if (!compressible) {
            new Random(size).nextBytes(dump);
        }
        return dump;
    }
}
