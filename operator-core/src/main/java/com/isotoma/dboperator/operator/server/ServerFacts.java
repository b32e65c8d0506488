package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.crds.v1alpha1.ServerCheck;
import com.isotoma.dboperator.operator.status.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a DatabaseServer.
 *
 * @param interval how often it is to be asked
 * @param check what it said when it was last asked about this generation of its spec; null if it was not
 * @param checked when that was; null if it was not, or the time cannot be read
 */
record ServerFacts(
        String name,
        String uid,
        long generation,
        Duration interval,
        @Nullable ServerCheck check,
        @Nullable Instant checked) {
    static ServerFacts of(DatabaseServer server) {
        var meta = server.getMetadata();
        long generation = Objects.requireNonNullElse(meta.getGeneration(), 0L);
        var last = Objects.requireNonNullElse(server.getStatus(), DatabaseServerStatus.NONE)
                .check();
        var check = last != null && Objects.equals(last.observedGeneration(), generation) ? last : null;
        return new ServerFacts(
                meta.getName(),
                meta.getUid(),
                generation,
                server.getSpec().effectiveCheckInterval(),
                check,
                check == null ? null : Times.parse(check.lastCheckTime()).orElse(null));
    }

    boolean reachable() {
        return check != null && Boolean.TRUE.equals(check.reachable());
    }
}
