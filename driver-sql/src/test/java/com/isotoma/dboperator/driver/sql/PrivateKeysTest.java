package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    /** Where PKCS #8 has the key proper, for RSA with 2,048 bits. */
    private static final int RSA_PREFIX = 26;

    @Test
    void rsaIsReadAsPkcs8AndAsPkcs1() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = generator.generateKeyPair().getPrivate();
        var pkcs1 = Arrays.copyOfRange(key.getEncoded(), RSA_PREFIX, key.getEncoded().length);

        assertReads(key, pem("PRIVATE KEY", key.getEncoded()));
        assertReads(key, "a comment\n" + pem("RSA PRIVATE KEY", pkcs1));
    }

    @Test
    void ecIsReadAsPkcs8AndAsSec1() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var key = (ECPrivateKey) generator.generateKeyPair().getPrivate();
        var number = new byte[32];
        var given = key.getS().toByteArray();
        int shared = Math.min(32, given.length);
        System.arraycopy(given, given.length - shared, number, 32 - shared, shared);
        var sec1 = HexFormat.of()
                .parseHex("30310201010420" + HexFormat.of().formatHex(number) + "a00a06082a8648ce3d030107");

        assertReads(key, pem("PRIVATE KEY", key.getEncoded()));
        var parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assertThat(((ECPrivateKey) PrivateKeys.of(parameters + pem("EC PRIVATE KEY", sec1))).getS())
                .isEqualTo(key.getS());
    }

    @Test
    void edDsaIsReadAsPkcs8() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();

        assertReads(key, pem("PRIVATE KEY", key.getEncoded()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMIIA\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIA\n-----END ENCRYPTED PRIVATE KEY-----\n"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> PrivateKeys.of(text)).isInstanceOf(GeneralSecurityException.class);
    }

    private static void assertReads(PrivateKey key, String pem) throws GeneralSecurityException {
        assertThat(PrivateKeys.of(pem)).isEqualTo(key);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}
