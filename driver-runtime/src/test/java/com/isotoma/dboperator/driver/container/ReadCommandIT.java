package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.storage.AgeKeyPair;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SigningKeyPair;
import com.isotoma.dboperator.driver.storage.StoredSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadCommandIT {
    private static final String ACCESS_KEY = "aws.accessKeyId";
    private static final String SECRET_KEY = "aws.secretAccessKey";
    private static final byte[] DUMP = new byte[3_000_000];

    static {
        new Random(1).nextBytes(DUMP);
    }

    private final AgeKeyPair pair = AgeKeyPair.generate();
    private final LocalS3 s3 = new LocalS3();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StoredSample sample = StoredSample.of(DUMP, pair);

    private final Path folder;

    ReadCommandIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void giveTheAccessKeyAsAnyToolOfAwsTakesIt() {
        System.setProperty(ACCESS_KEY, LocalS3.ACCESS_KEY);
        System.setProperty(SECRET_KEY, LocalS3.SECRET_KEY);
    }

    @AfterEach
    void close() {
        System.clearProperty(ACCESS_KEY);
        System.clearProperty(SECRET_KEY);
        s3.close();
    }

    @Test
    void theDumpComesOut() throws Exception {
        store("a.dump.zst", sample.plain(), sample.manifest("a.dump.zst"));
        store("b.dump.zst.age", sample.encrypted(), sample.manifest("b.dump.zst.age"));

        assertThat(read("a.dump.zst")).isEqualTo(ExitStatus.DONE);
        assertThat(out.toByteArray()).isEqualTo(DUMP);

        out.reset();
        assertThat(read("b.dump.zst.age", "--identities", keys(pair).toString()))
                .isEqualTo(ExitStatus.DONE);
        assertThat(out.toByteArray()).isEqualTo(DUMP);
    }

    @Test
    void aFileThatWasDownloadedIsReadToo() throws Exception {
        var object = Files.write(folder.resolve("b.dump.zst.age"), sample.encrypted());
        Files.write(
                folder.resolve("b.dump.zst.age" + Manifest.SUFFIX),
                sample.manifest("b.dump.zst.age").toJson());
        var dump = folder.resolve("dump");

        assertThat(started(
                        "--read", object.toString(), "--identities", keys(pair).toString(), "--output", "" + dump))
                .isEqualTo(ExitStatus.DONE);

        assertThat(dump).hasBinaryContent(DUMP);
        assertThat(out.size()).isZero();
        assertThat(started("--read", object.toString(), "--output", dump.toString()))
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void withPublicKeysOnlyWhatIsSignedIsRead() throws Exception {
        var keys = SigningKeyPair.generate();
        var trusted = Files.writeString(folder.resolve("trusted.pem"), keys.publicKey());
        var name = "a.dump.zst";
        var manifest = sample.manifest(name).toJson();
        var object = Files.write(folder.resolve(name), sample.plain());
        Files.write(folder.resolve(name + Manifest.SUFFIX), manifest);
        var signature = folder.resolve(ManifestSignature.keyOf(name));
        var command = new String[] {"--read", object.toString(), "--trusted", trusted.toString()};

        assertThat(started(command)).isEqualTo(ExitStatus.USER_MISTAKE);
        Files.write(signature, SigningKeyPair.generate().sign(manifest));
        assertThat(started(command)).isEqualTo(ExitStatus.USER_MISTAKE);
        Files.write(signature, keys.sign(sample.manifest("b.dump.zst").toJson()));
        assertThat(started(command)).isEqualTo(ExitStatus.USER_MISTAKE);
        assertThat(out.size()).isZero();
        Files.write(signature, keys.sign(manifest));
        assertThat(started(command)).isEqualTo(ExitStatus.DONE);
        assertThat(out.toByteArray()).isEqualTo(DUMP);

        out.reset();
        s3.put(s3.key("shop/orders/" + name), sample.plain());
        s3.put(s3.key("shop/orders/" + Manifest.keyOf(name)), manifest);
        assertThat(read("shop/orders/" + name, "--trusted", trusted.toString())).isEqualTo(ExitStatus.USER_MISTAKE);
        assertThat(out.size()).isZero();
        s3.put(s3.key("shop/orders/" + ManifestSignature.keyOf(name)), keys.sign(manifest));
        assertThat(read("shop/orders/" + name, "--trusted", trusted.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out.toByteArray()).isEqualTo(DUMP);
    }

    @Test
    void whatIsNotWhatWasStoredNeverEndsWellAndLeavesNoFile() throws Exception {
        var altered = sample.encrypted();
        altered[altered.length / 2] ^= 1;
        store("altered.dump.zst.age", altered, sample.manifest("altered.dump.zst.age"));
        var cut = java.util.Arrays.copyOf(sample.plain(), sample.plain().length - 1);
        store("cut.dump.zst", cut, sample.manifest("cut.dump.zst"));
        // Whole, and of the same size, but another one than the manifest is of.
        var other = DUMP.clone();
        other[5] ^= 1;
        store("other.dump.zst", StoredSample.of(other, pair).plain(), sample.manifest("other.dump.zst"));

        for (var name : List.of("altered.dump.zst.age", "cut.dump.zst", "other.dump.zst")) {
            var file = folder.resolve(name);
            assertThat(read(name, "--identities", keys(pair).toString(), "--output", file.toString()))
                    .as(name)
                    .isEqualTo(ExitStatus.TRY_AGAIN);
            assertThat(read(name, "--identities", keys(pair).toString())).isEqualTo(ExitStatus.TRY_AGAIN);
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("keys");
        }
    }

    @Test
    void withoutItsManifestItIsReadOnlyWhereThatIsWanted() throws Exception {
        store("a.dump.zst", sample.plain(), null);

        assertThat(read("a.dump.zst")).isEqualTo(ExitStatus.USAGE);
        assertThat(out.size()).isZero();
        assertThat(read("a.dump.zst", "--no-manifest")).isEqualTo(ExitStatus.DONE);
        assertThat(out.toByteArray()).isEqualTo(DUMP);
    }

    @Test
    void aWrongOrMissingKeyIsTheUsersMistake() throws Exception {
        store("b.dump.zst.age", sample.encrypted(), sample.manifest("b.dump.zst.age"));

        assertThat(read("b.dump.zst.age")).isEqualTo(ExitStatus.USER_MISTAKE);
        assertThat(read(
                        "b.dump.zst.age",
                        "--identities",
                        keys(AgeKeyPair.generate()).toString()))
                .isEqualTo(ExitStatus.USER_MISTAKE);
        assertThat(read("b.dump.zst.age", "--identities", "/no/such/file")).isEqualTo(ExitStatus.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "s3://bucket/folder/", "/no/such/file", "s3:/x"})
    void aWrongAddressIsTold(String address) {
        assertThat(started("--read", address)).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void anObjectThatIsNotThereIsTold() {
        assertThat(read("none.dump.zst")).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void aReaderThatGoesAwayIsAFailure() {
        store("a.dump.zst", sample.plain(), sample.manifest("a.dump.zst"));
        var gone = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        });

        assertThat(new Main(Map.of(), gone, step -> {}).run(args("a.dump.zst"))).isEqualTo(ExitStatus.TRY_AGAIN);
    }

    @Test
    void itsOwnHelpIsPrinted() {
        assertThat(started("--read", "--help")).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--identities", "--endpoint", "--output");
    }

    private void store(String name, byte[] object, @org.jspecify.annotations.Nullable Manifest manifest) {
        s3.put(s3.key(name), object);
        if (manifest != null) {
            s3.put(Manifest.keyOf(s3.key(name)), manifest.toJson());
        }
    }

    private Path keys(AgeKeyPair pair) throws IOException {
        return Files.writeString(folder.resolve("keys"), "# test\n" + pair.identity() + "\n");
    }

    private String[] args(String name, String... options) {
        var args = new ArrayList<>(
                List.of("--read", "s3://" + LocalS3.BUCKET + "/" + s3.key(name), "--endpoint", LocalS3.ENDPOINT));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    private ExitStatus read(String name, String... options) {
        return started(args(name, options));
    }

    private ExitStatus started(String... args) {
        return new Main(Map.of(), new PrintStream(out, false, StandardCharsets.UTF_8), step -> {}).run(args);
    }
}
