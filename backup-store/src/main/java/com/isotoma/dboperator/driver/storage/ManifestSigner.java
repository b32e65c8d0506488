package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.security.PrivateKey;
import java.util.Base64;

/** Signs manifests with a key that readers of the same place trust. */
public final class ManifestSigner {
    private final PrivateKey key;
    private final String id;
    private final TrustedKeys trusted;

    private ManifestSigner(PrivateKey key, String id, TrustedKeys trusted) {
        this.key = key;
        this.id = id;
        this.trusted = trusted;
    }

    /**
     * @param pem the private key
     * @param where what the text is, for messages: {@code key key of the Secret backup-signing}
     * @throws DriverException of kind USER when it is no such key, or none of the trusted ones belongs to it: no
     *     reader would accept what it signs
     */
    public static ManifestSigner parse(String pem, String where, TrustedKeys trusted) throws DriverException {
        var key = PemKeys.privateKey(pem, where);
        var id = trusted.idOf(key)
                .orElseThrow(() -> PemKeys.invalid("The " + where + " is a private key whose public key is not in the "
                        + trusted.where() + ": add it there first (openssl pkey -in signing.pem -pubout)"));
        return new ManifestSigner(key, id, trusted);
    }

    /** Those who read. */
    public TrustedKeys trusted() {
        return trusted;
    }

    /** The object to be stored next to the manifest. */
    public byte[] sign(byte[] manifest) {
        var signature = Base64.getEncoder().encodeToString(TrustedKeys.sign(key, manifest));
        return new ManifestSignature(ManifestSignature.FORMAT_VERSION, PemKeys.ALGORITHM, id, signature).toJson();
    }
}
