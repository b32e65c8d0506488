package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.TrustedKeys.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningTest {
    private static final byte[] MANIFEST = "{\"formatVersion\": 1}\n".getBytes(StandardCharsets.UTF_8);

    private final SigningKeyPair first = SigningKeyPair.generate();
    private final SigningKeyPair second = SigningKeyPair.generate();

    @Test
    void aTrustedKeyVouchesForTheseBytesAlone() throws Exception {
        var trusted = TrustedKeys.parse(first.publicKey(), "trusted");
        var signature = first.sign(MANIFEST);

        assertThat(trusted.judge(MANIFEST, signature)).isEqualTo(Verdict.VALID);
        assertThat(trusted.judge("{\"formatVersion\": 1}".getBytes(StandardCharsets.UTF_8), signature))
                .isEqualTo(Verdict.INVALID);
        assertThat(trusted.judge(MANIFEST, null)).isEqualTo(Verdict.MISSING);
        assertThat(trusted.judge(MANIFEST, second.sign(MANIFEST))).isEqualTo(Verdict.UNKNOWN_KEY);
    }

    @Test
    void whoeverClaimsToBeATrustedKeyHasToHaveIt() throws Exception {
        var trusted = TrustedKeys.parse(first.publicKey(), "trusted");
        var mine = ManifestSignature.fromJson(first.sign(MANIFEST));
        var others = ManifestSignature.fromJson(second.sign(MANIFEST));

        assertThat(trusted.judge(MANIFEST, signature(mine.key(), others.signature())))
                .isEqualTo(Verdict.INVALID);
        assertThat(trusted.judge(MANIFEST, signature(mine.key(), ""))).isEqualTo(Verdict.INVALID);
        assertThat(trusted.judge(MANIFEST, signature(mine.key(), "no Base64!"))).isEqualTo(Verdict.INVALID);
        assertThat(trusted.judge(MANIFEST, "no JSON".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.INVALID);
        assertThat(trusted.judge(MANIFEST, new byte[0])).isEqualTo(Verdict.INVALID);
    }

    private static byte[] signature(String key, String signature) {
        return new ManifestSignature(1, "Ed25519", key, signature).toJson();
    }

    @Test
    void severalKeysAreTrustedAndTheirOrderAndCommentsDoNotMatter() throws Exception {
        var both =
                TrustedKeys.parse("# the new one\n" + second.publicKey() + "# the old one\n" + first.publicKey(), "t");

        assertThat(both.judge(MANIFEST, first.sign(MANIFEST))).isEqualTo(Verdict.VALID);
        assertThat(both.judge(MANIFEST, second.sign(MANIFEST))).isEqualTo(Verdict.VALID);
        var signer = ManifestSigner.parse(first.privateKey(), "key", both);
        assertThat(both.judge(MANIFEST, signer.sign(MANIFEST))).isEqualTo(Verdict.VALID);
    }

    @Test
    void anUntrustedKeySignsNothing() throws Exception {
        var trusted = TrustedKeys.parse(first.publicKey(), "key trusted of the Secret s");

        assertThatThrownBy(() -> ManifestSigner.parse(second.privateKey(), "key key of the Secret s", trusted))
                .isInstanceOfSatisfying(DriverException.class, this::isOfTheKey)
                .hasMessageContaining("key key of the Secret s")
                .hasMessageContaining("key trusted of the Secret s");
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutShowingIt() {
        refused(first.privateKey(), "private key as key 1");
        refused(SigningKeyPair.generate("Ed448").publicKey(), "no public key of Ed25519");
        refused(SigningKeyPair.generate("RSA").publicKey(), "no public key of Ed25519");
        refused("AAAAsecret", "has no public key");
        refused("", "has no public key");
        refused("-----BEGIN PUBLIC KEY-----\nMCowBQ\n-----END PUBLIC KEY-----", "damaged");
        refused(first.publicKey() + first.privateKey(), "private key as key 2");
        refusedToSign(first.publicKey());
        refusedToSign(first.privateKey() + second.privateKey());
        refusedToSign(first.privateKey().replace("PRIVATE", "ENCRYPTED PRIVATE"));
        refusedToSign(SigningKeyPair.generate("Ed448").privateKey());
        refusedToSign("AAAAsecret");
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> TrustedKeys.parse(text, "key trusted"))
                .isInstanceOfSatisfying(DriverException.class, this::isOfTheKey)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AAAA", "MC"));
    }

    private void refusedToSign(String text) {
        assertThatThrownBy(() -> ManifestSigner.parse(text, "key key", TrustedKeys.parse(first.publicKey(), "trusted")))
                .isInstanceOfSatisfying(DriverException.class, this::isOfTheKey)
                .hasMessageContaining("openssl genpkey")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AAAA", "MC"));
    }

    private void isOfTheKey(DriverException e) {
        assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
        assertThat(e.reason()).isEqualTo(Reasons.SIGNING_KEY_INVALID);
    }

    @Test
    void keysOfOpensslAreReadAndItReadsTheSignature(@TempDir Path folder) throws Exception {
        openssl(folder, "genpkey", "-algorithm", "ed25519", "-out", "key.pem");
        openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
        openssl(folder, "req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=backups", "-out", "certificate.pem");
        var trusted = TrustedKeys.parse(Files.readString(folder.resolve("public.pem")), "trusted");
        var signature = ManifestSigner.parse(Files.readString(folder.resolve("key.pem")), "key", trusted)
                .sign(MANIFEST);

        Files.write(folder.resolve("manifest"), MANIFEST);
        Files.write(
                folder.resolve("signature"),
                Base64.getDecoder().decode(ManifestSignature.fromJson(signature).signature()));
        openssl(
                folder,
                "pkeyutl",
                "-verify",
                "-rawin",
                "-pubin",
                "-inkey",
                "public.pem",
                "-in",
                "manifest",
                "-sigfile",
                "signature");
        openssl(folder, "pkey", "-pubin", "-in", "public.pem", "-outform", "DER", "-out", "public.der");
        assertThat(openssl(folder, "dgst", "-sha256", "-r", "public.der"))
                .startsWith(ManifestSignature.fromJson(signature).key());
        // Only the key of a certificate counts.
        assertThat(TrustedKeys.parse(Files.readString(folder.resolve("certificate.pem")), "trusted")
                        .judge(MANIFEST, signature))
                .isEqualTo(Verdict.VALID);
    }

    private static String openssl(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add("openssl");
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void theSignatureSaysWhichKeyAndNothingSecret() throws Exception {
        var text = new String(first.sign(MANIFEST), StandardCharsets.UTF_8);

        assertThat(text).containsPattern(Pattern.compile("\"key\" : \"[0-9a-f]{64}\""));
        assertThat(text)
                .doesNotContain(first.privateKey().lines().skip(1).findFirst().orElseThrow());
    }
}
