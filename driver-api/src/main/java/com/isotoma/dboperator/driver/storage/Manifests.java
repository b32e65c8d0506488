package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.IOException;
import java.util.Optional;
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
        var content = store.read(key);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.fromJson(content.get()));
        } catch (IOException e) {
            LOG.warn("{} is not a manifest that this version reads: {}", store.url(key), e.getMessage());
            return Optional.empty();
        }
    }
}
