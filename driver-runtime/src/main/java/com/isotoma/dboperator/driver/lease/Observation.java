package com.isotoma.dboperator.driver.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches somebody else's lease. It has run out when it has not changed for its duration by this process's own clock,
 * whatever the holder's clock wrote into it.
 */
final class Observation {
    private @Nullable String version;
    private long since;

    /** Whether {@code lease}, as it is now, has run out. */
    boolean hasRunOut(Lease lease, Duration duration) {
        var metadata = lease.getMetadata();
        var now = metadata.getUid() + "/" + metadata.getResourceVersion();
        if (!now.equals(version)) {
            version = now;
            since = System.nanoTime();
        }
        return System.nanoTime() - since > duration.toNanos();
    }
}
