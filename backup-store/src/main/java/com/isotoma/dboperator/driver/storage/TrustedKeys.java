package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The public keys of those who may sign the manifests of a place. */
public final class TrustedKeys {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final String where;
    private final Map<String, PublicKey> byId;

    private TrustedKeys(String where, Map<String, PublicKey> byId) {
        this.where = where;
        this.byId = byId;
    }

    /** What a signature is worth. */
    public enum Verdict {
        /** A trusted key has signed these very bytes. */
        VALID,
        /** There is none. */
        MISSING,
        /** It names a key that is not trusted here. */
        UNKNOWN_KEY,
        /** It names a trusted key, which has not signed these bytes; or it is malformed. */
        INVALID
    }

    /**
     * @param text one or several public keys in PEM; what stands between them is a comment
     * @param where what the text is, for messages: {@code key trusted of the Secret backup-signing}
     * @throws DriverException of kind USER that never says what stands there
     */
    public static TrustedKeys parse(String text, String where) throws DriverException {
        var byId = new LinkedHashMap<String, PublicKey>();
        for (var key : PemKeys.publicKeys(text, where)) {
            byId.put(idOf(key), key);
        }
        return new TrustedKeys(where, byId);
    }

    /** What the keys are, for messages. */
    public String where() {
        return where;
    }

    /** What tells a key from others: the SHA-256 of its SubjectPublicKeyInfo (DER), in hexadecimal digits. */
    static String idOf(PublicKey key) {
        return HexFormat.of().formatHex(Sha256.begin().digest(key.getEncoded()));
    }

    /** @param signature the object next to the manifest; null where there is none */
    public Verdict judge(byte[] manifest, byte @Nullable [] signature) {
        if (signature == null) {
            return Verdict.MISSING;
        }
        try {
            var read = ManifestSignature.fromJson(signature);
            var key = byId.get(read.key());
            if (key == null) {
                return Verdict.UNKNOWN_KEY;
            }
            return verifies(key, manifest, Base64.getDecoder().decode(read.signature()))
                    ? Verdict.VALID
                    : Verdict.INVALID;
        } catch (IOException | IllegalArgumentException e) {
            return Verdict.INVALID;
        }
    }

    /** The id of the key that belongs to a private one; empty where none of them does. */
    Optional<String> idOf(PrivateKey key) {
        var signature = sign(key, PROBE);
        var found = new ArrayList<String>();
        byId.forEach((id, trusted) -> {
            if (verifies(trusted, PROBE, signature)) {
                found.add(id);
            }
        });
        return found.stream().findFirst();
    }

    static byte[] sign(PrivateKey key, byte[] content) {
        try {
            var signing = Signature.getInstance(PemKeys.ALGORITHM);
            signing.initSign(key);
            signing.update(content);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java always has " + PemKeys.ALGORITHM, e);
        }
    }

    private static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
        try {
            var verifying = Signature.getInstance(PemKeys.ALGORITHM);
            verifying.initVerify(key);
            verifying.update(content);
            return verifying.verify(signature);
        } catch (SignatureException e) {
            // Of another length than a signature has.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java always has " + PemKeys.ALGORITHM, e);
        }
    }
}
