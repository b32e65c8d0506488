package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerSpec;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.crds.v1alpha1.ServerCheck;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.reasons.ServerReasons;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One DatabaseServer as this run saw it. */
public final class ServerHandle {
    private static final String PART = "check";

    private final ClusterClient cluster;
    private final DatabaseServer seen;
    private final Clock clock;

    ServerHandle(ClusterClient cluster, DatabaseServer seen, Clock clock) {
        this.cluster = cluster;
        this.seen = seen;
        this.clock = clock;
    }

    public String name() {
        return seen.getMetadata().getName();
    }

    public DatabaseServerSpec spec() {
        return seen.getSpec();
    }

    /** Says that the server answered. Nothing happens if the resource is gone. */
    public void answered(ServerInfo server) {
        write(true, ServerReasons.ANSWERS, server.version() + " answers, and lets the admin in", server);
    }

    /** Says why the server cannot be worked with; what it said of itself before stays. */
    public void failed(DriverException e) {
        write(false, e.reason(), String.valueOf(e.getMessage()), null);
    }

    private void write(boolean reachable, String reason, String message, @Nullable ServerInfo server) {
        var before = Objects.requireNonNullElse(seen.getStatus(), DatabaseServerStatus.NONE)
                .check();
        var check = new ServerCheck(
                seen.getMetadata().getGeneration(),
                Conditions.now(clock),
                reachable,
                reason,
                Conditions.shortened(message),
                server != null ? server.version() : before == null ? null : before.version(),
                server != null ? server.identity() : before == null ? null : before.identity());
        AppliedStatus.writePart(
                cluster, seen, new DatabaseServer(), new DatabaseServerStatus(null, null, null, check, null), PART);
    }
}
