package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads manifests that runs have stored. */
public final class Manifests {
    private static final Logger LOG = LoggerFactory.getLogger(Manifests.class);

    private Manifests() {}

    /**
     * The manifest of that key.
     *
     * @return empty where there is none, or where this version cannot read it, which is logged
     * @throws DriverException when the store cannot be read
     */
    public static Optional<Manifest> read(ObjectStore store, String key) throws DriverException, InterruptedException {
        return parse(store.url(key), store.read(key).orElse(null));
    }

    /**
     * The manifest with that content.
     *
     * @param url of the manifest, for the log
     * @return empty where there is none, or where this version cannot read it, which is logged
     */
    public static Optional<Manifest> parse(String url, byte @Nullable [] content) {
        if (content == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.fromJson(content));
        } catch (IOException e) {
            LOG.warn("{} is not a manifest that this version reads: {}", url, e.getMessage());
            return Optional.empty();
        }
    }
}
