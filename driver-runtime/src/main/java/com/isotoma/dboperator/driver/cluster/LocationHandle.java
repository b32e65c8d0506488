package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationSpec;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One StorageLocation as this run saw it. */
public final class LocationHandle {
    private final ClusterClient cluster;
    private final StorageLocation seen;
    private final Clock clock;

    LocationHandle(ClusterClient cluster, StorageLocation seen, Clock clock) {
        this.cluster = cluster;
        this.seen = seen;
        this.clock = clock;
    }

    public String name() {
        return seen.getMetadata().getName();
    }

    public String uid() {
        return seen.getMetadata().getUid();
    }

    StorageLocation resource() {
        return seen;
    }

    public StorageLocationSpec spec() {
        return seen.getSpec();
    }

    /**
     * One thing that was tried.
     *
     * @param type of the condition
     * @param status True, False, or Unknown for what could not be tried
     */
    public record Finding(String type, String status, String reason, String message) {}

    /**
     * Says what came of trying it out, all at once. Nothing happens if the location is gone.
     *
     * @param summary one line for people
     */
    public void tried(List<Finding> findings, String summary) {
        var meta = seen.getMetadata();
        var before = Objects.requireNonNullElse(seen.getStatus(), StorageLocationStatus.NONE)
                .conditions();
        @Nullable List<Condition> conditions = before;
        for (var finding : findings) {
            conditions = Conditions.with(
                    conditions,
                    finding.type(),
                    finding.status(),
                    finding.reason(),
                    finding.message(),
                    meta.getGeneration(),
                    clock);
        }
        conditions = stalledUnlessReady(conditions);
        AppliedStatus.write(
                cluster,
                seen,
                new StorageLocation(),
                new StorageLocationStatus(
                        conditions, meta.getGeneration(), Conditions.now(clock), Conditions.shortened(summary)));
    }

    private List<Condition> stalledUnlessReady(@Nullable List<Condition> conditions) {
        var ready = Conditions.find(conditions, StorageLocationStatus.READY);
        if (ready.isEmpty() || ready.get().getStatus().equals("True")) {
            return Conditions.without(conditions, StatusConditions.STALLED);
        }
        return Conditions.with(
                conditions,
                StatusConditions.STALLED,
                "True",
                ready.get().getReason(),
                ready.get().getMessage(),
                seen.getMetadata().getGeneration(),
                clock);
    }
}
