package com.isotoma.dboperator.driver.sql;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Private keys in PEM, in the three forms that issuers of certificates write: PKCS #8, PKCS #1 and SEC 1. */
final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** {@code INTEGER 0}, the version of PKCS #8. */
    private static final byte[] VERSION = {2, 1, 0};

    /** {@code rsaEncryption} without parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** {@code ecPublicKey}; its curve follows. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeys() {}

    /** @throws GeneralSecurityException when it is none, or one that is locked by a password; the message shows nothing of it */
    static PrivateKey of(String pem) throws GeneralSecurityException {
        var found = PEM.matcher(pem);
        if (!found.find()) {
            throw new InvalidKeySpecException("no private key in PEM form");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("not base64");
        }
        byte[] pkcs8 = switch (found.group(1)) {
            case "RSA PRIVATE KEY" -> element(SEQUENCE, VERSION, RSA, element(OCTETS, der));
            case "EC PRIVATE KEY" ->
                element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve(der)), element(OCTETS, der));
            default -> der;
        };
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Of another algorithm, perhaps.
            }
        }
        throw new InvalidKeySpecException("neither RSA nor EC nor EdDSA");
    }

    /** The name of the curve, which a key in SEC 1 form has after version and number. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            int at = contents(sec1, 0);
            while (at < sec1.length) {
                int begin = contents(sec1, at);
                int end = begin + length(sec1, at);
                if ((sec1[at] & 0xff) == PARAMETERS) {
                    return Arrays.copyOfRange(sec1, begin, end);
                }
                at = end;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidKeySpecException("cut off");
        }
        throw new InvalidKeySpecException("a key without the name of its curve");
    }

    private static int length(byte[] der, int at) throws InvalidKeySpecException {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        if (length < 0 || length > der.length) {
            throw new InvalidKeySpecException("cut off");
        }
        return length;
    }

    private static int contents(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static byte[] element(int tag, byte[]... parts) {
        var body = new ByteArrayOutputStream();
        for (var part : parts) {
            body.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        int length = body.size();
        if (length < 0x80) {
            all.write(length);
        } else if (length < 0x10000) {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length);
        } else {
            all.write(0x83);
            all.write(length >> 16);
            all.write(length >> 8);
            all.write(length);
        }
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }
}
