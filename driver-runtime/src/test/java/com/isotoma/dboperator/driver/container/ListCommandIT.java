package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.SigningKeyPair;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandIT {
    private static final String ACCESS_KEY = "aws.accessKeyId";
    private static final String SECRET_KEY = "aws.secretAccessKey";

    private final LocalS3 s3 = new LocalS3();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String folder = "s3://" + LocalS3.BUCKET + "/" + s3.key("");

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
    void peopleGetATableOfAllNamespaces() throws Exception {
        var first = store("shop", "20260301T030000Z-nightly-0a1b2c3d", "12345");
        var second = store("attic", "20260101T030000Z-yearly-1a1b2c3d", "1234567");

        assertThat(list()).isEqualTo(ExitStatus.DONE);

        var lines = text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("COMPLETED").endsWith("OBJECT");
        assertThat(lines.get(1)).contains("attic", "orders", "MySQL 8.4").endsWith("stored   " + second);
        assertThat(lines.get(2)).contains("shop").endsWith("stored   " + first);
        int column = lines.getFirst().indexOf("NAMESPACE");
        assertThat(lines.get(1).indexOf("attic")).isEqualTo(column);
        assertThat(lines.get(2).indexOf("shop")).isEqualTo(column);
    }

    @Test
    void programsGetJson() throws Exception {
        var url = store("shop", "20260301T030000Z-nightly-0a1b2c3d", "12345");

        assertThat(list("--output", "json")).isEqualTo(ExitStatus.DONE);

        var backup = json().path("backups").path(0);
        assertThat(backup.path("url").asText()).isEqualTo(url);
        assertThat(backup.path("state").asText()).isEqualTo("stored");
        assertThat(backup.at("/manifest/stored/sizeBytes").asLong()).isEqualTo(5);
        assertThat(backup.at("/manifest/origin/namespace").asText()).isEqualTo("shop");
    }

    @Test
    void aBackupOfAPartIsTold() throws Exception {
        store("shop", "20260301T030000Z-nightly-0a1b2c3d", "12345");
        var key = s3.key("shop/orders/20260301T030000Z-nightly-0a1b2c3d.sql.zst" + Manifest.SUFFIX);
        var whole = new String(s3.content(key), StandardCharsets.UTF_8);
        s3.put(key, whole.replace("\"tables\" : [ ]", "\"tables\" : [ \"audit\" ]"));

        assertThat(list()).isEqualTo(ExitStatus.DONE);

        assertThat(text().lines().toList().get(1)).contains("stored, a part   ");
    }

    @Test
    void aFolderIsNotTheBeginningOfAnothersName() throws Exception {
        store("shop", "a", "12345");
        store("shop-2", "b", "12345");

        assertThat(run(folder + "shop", "--output", "json")).isEqualTo(ExitStatus.DONE);

        assertThat(json().path("backups")).hasSize(1);
    }

    @Test
    void anEmptyFolderIsAnEmptyListing() throws Exception {
        assertThat(list("--output", "json")).isEqualTo(ExitStatus.DONE);
        assertThat(json().path("backups")).isEmpty();
    }

    @Test
    void dataThatIsGoneOrOfAnotherSizeIsTold() throws Exception {
        store("shop", "20260301T030000Z-nightly-0a1b2c3d", "12345");
        s3.put(s3.key("shop/orders/20260301T030000Z-nightly-0a1b2c3d.sql.zst"), "1234");
        manifest("shop", "20260302T030000Z-nightly-0a1b2c3e", 5);

        assertThat(list()).isEqualTo(ExitStatus.DONE);

        assertThat(text().lines().toList().get(1)).contains("altered");
        assertThat(text().lines().toList().get(2)).contains("missing");
    }

    @Test
    void aManifestThatCannotBeReadHidesNoOther() throws Exception {
        store("shop", "20260301T030000Z-nightly-0a1b2c3d", "12345");
        s3.put(s3.key("shop/orders/broken.sql.zst" + Manifest.SUFFIX), "{\"formatVersion\": 9}");
        s3.put(s3.key("shop/orders/large.sql.zst" + Manifest.SUFFIX), "x".repeat(100_000));

        assertThat(list("--output", "json")).isEqualTo(ExitStatus.TRY_AGAIN);

        assertThat(json().path("backups")).hasSize(1);
        assertThat(json().path("unreadable").findValuesAsText("reason"))
                .containsExactly(
                        "its formatVersion is 9, and this version reads 1",
                        "it has 100000 bytes, which no manifest has");
    }

    @Test
    void withPublicKeysItSaysWhatEachSignatureIsWorth(@TempDir Path files) throws Exception {
        var keys = SigningKeyPair.generate();
        var trusted = Files.writeString(files.resolve("trusted.pem"), keys.publicKey());
        store("shop", "20260301T030000Z-good-0a1b2c3d", "12345");
        sign("shop", "20260301T030000Z-good-0a1b2c3d", keys);
        store("shop", "20260302T030000Z-other-0a1b2c3d", "12345");
        sign("shop", "20260302T030000Z-other-0a1b2c3d", SigningKeyPair.generate());
        store("shop", "20260303T030000Z-swapped-0a1b2c3d", "12345");
        sign("shop", "20260303T030000Z-swapped-0a1b2c3d", keys);
        manifest("shop", "20260303T030000Z-swapped-0a1b2c3d", 4);
        store("shop", "20260304T030000Z-unsigned-0a1b2c3d", "12345");

        assertThat(list("--trusted", trusted.toString())).isEqualTo(ExitStatus.DONE);
        var lines = text().lines().toList();
        assertThat(lines.getFirst()).contains("SIGNATURE").endsWith("OBJECT");
        assertThat(lines.get(1)).contains("SignatureValid");
        assertThat(lines.get(2)).contains("SignatureUnknownKey");
        assertThat(lines.get(3)).contains("SignatureInvalid");
        assertThat(lines.get(4)).contains("SignatureMissing");

        out.reset();
        assertThat(list("--trusted", trusted.toString(), "--output", "json")).isEqualTo(ExitStatus.DONE);
        assertThat(json().at("/backups/0/signature").asText()).isEqualTo("SignatureValid");
        out.reset();
        assertThat(list("--output", "json")).isEqualTo(ExitStatus.DONE);
        assertThat(json().at("/backups/0").has("signature")).isFalse();
        assertThat(list("--trusted", files.resolve("none").toString())).isEqualTo(ExitStatus.USAGE);
    }

    private void sign(String namespace, String name, SigningKeyPair keys) {
        var key = s3.key(namespace + "/orders/" + name + ".sql.zst");
        s3.put(ManifestSignature.keyOf(key), keys.sign(s3.content(Manifest.keyOf(key))));
    }

    @Test
    void nothingInABucketSteersTheTerminal() throws Exception {
        s3.put(
                s3.key("shop/orders/x.sql.zst" + Manifest.SUFFIX),
                new String(manifest("x", 5, "Evil\u001b[2J\n1").toJson(), StandardCharsets.UTF_8));

        list();

        assertThat(text()).contains("Evil?[2J?1").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, USAGE",
        "https://bucket/folder, USAGE",
        "s3://no-such-bucket/x, USER_MISTAKE",
    })
    void aWrongAddressIsTheUsersMistake(String address, ExitStatus end) {
        assertThat(run(address)).isEqualTo(end);
        assertThat(text()).isEmpty();
    }

    @Test
    void aWrongSecretIsTheUsersMistake() {
        System.setProperty(SECRET_KEY, "not-the-secret");

        assertThat(list()).isEqualTo(ExitStatus.USER_MISTAKE);
    }

    @Test
    void itsOwnHelpIsPrinted() {
        assertThat(started("--list", "--help")).isEqualTo(ExitStatus.DONE);
        assertThat(text()).contains("--endpoint", "--output", "AWS_ACCESS_KEY_ID");
    }

    @Test
    void theHelpOfTheProgramNamesIt() throws Exception {
        assertThat(Help.of(new TreeSet<>(List.of("mysql")), OperationHandlers.load()))
                .contains("--list s3://");
    }

    @ParameterizedTest
    @CsvSource({"--list", "--list --output=yaml s3://bucket", "--list s3://bucket --no-such-option"})
    void wrongArgumentsAreTold(String arguments) {
        assertThat(started(arguments.split(" "))).isEqualTo(ExitStatus.USAGE);
    }

    private String store(String namespace, String name, String content) {
        s3.put(s3.key(namespace + "/orders/" + name + ".sql.zst"), content);
        manifest(namespace, name, content.length());
        return folder + namespace + "/orders/" + name + ".sql.zst";
    }

    private void manifest(String namespace, String name, long size) {
        var json = manifest(namespace, name, size, "MySQL 8.4").toJson();
        s3.put(
                s3.key(namespace + "/orders/" + name + ".sql.zst" + Manifest.SUFFIX),
                new String(json, StandardCharsets.UTF_8));
    }

    private static Manifest manifest(String name, long size, String server) {
        return manifest("shop", name, size, server);
    }

    private static Manifest manifest(String namespace, String name, long size, String server) {
        var time = "2026-03-01T03:00:00Z";
        return new Manifest(
                1,
                name + ".sql.zst",
                new Manifest.Origin("c1", namespace, "", "orders", "nightly", "uid", time),
                new Manifest.Dump(
                        "mysql", server, "", "orders", "sql", "application/sql", 100, time, time, new TreeMap<>()),
                new Manifest.Stored(size, "abc", "zstd", Manifest.Encryption.NONE),
                "zstd -d");
    }

    private ExitStatus list(String... options) {
        return run(folder, options);
    }

    private ExitStatus run(String address, String... options) {
        var args = new ArrayList<>(List.of("--list", address, "--endpoint", LocalS3.ENDPOINT));
        args.addAll(List.of(options));
        return started(args.toArray(String[]::new));
    }

    private ExitStatus started(String... args) {
        return new Main(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8), step -> {}).run(args);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(text());
    }
}
