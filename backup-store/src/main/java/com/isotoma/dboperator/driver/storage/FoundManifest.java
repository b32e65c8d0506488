package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manifest next to an object, read once: what is judged is what is used. */
public final class FoundManifest {
    private final byte @Nullable [] json;
    private final @Nullable SignatureFinding signature;

    private FoundManifest(byte @Nullable [] json, @Nullable SignatureFinding signature) {
        this.json = json;
        this.signature = signature;
    }

    /** @param trusted null where the place asks for no signature */
    public static FoundManifest in(ObjectStore store, String objectKey, @Nullable TrustedKeys trusted)
            throws DriverException, InterruptedException {
        byte @Nullable [] manifest = store.read(Manifest.keyOf(objectKey)).orElse(null);
        if (trusted == null) {
            return new FoundManifest(manifest, null);
        }
        byte @Nullable [] signature =
                store.read(ManifestSignature.keyOf(objectKey)).orElse(null);
        return new FoundManifest(manifest, SignatureFinding.of(trusted, store.url(objectKey), manifest, signature));
    }

    /** What the signature is worth; null where the place asks for none. */
    public @Nullable SignatureFinding signature() {
        return signature;
    }

    /** The manifest byte by byte; empty where there is none. */
    public Optional<byte[]> content() {
        return Optional.ofNullable(json);
    }
}
