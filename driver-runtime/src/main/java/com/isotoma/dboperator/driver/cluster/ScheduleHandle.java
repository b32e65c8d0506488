package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.PlacesStatus;
import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One BackupSchedule as this run saw it, and the part of its status that is the runs'. */
public final class ScheduleHandle {
    private final ClusterClient cluster;
    private final BackupSchedule seen;
    private final Clock clock;

    ScheduleHandle(ClusterClient cluster, BackupSchedule seen, Clock clock) {
        this.cluster = cluster;
        this.seen = seen;
        this.clock = clock;
    }

    public String namespace() {
        return seen.getMetadata().getNamespace();
    }

    public String name() {
        return seen.getMetadata().getName();
    }

    public String uid() {
        return seen.getMetadata().getUid();
    }

    public BackupScheduleSpec spec() {
        return seen.getSpec();
    }

    BackupSchedule resource() {
        return seen;
    }

    /** Names of the Backups that were kept beyond the retention when it was last applied. */
    public List<String> keptBeyond() {
        var retention = status().retention();
        return retention == null ? List.of() : Objects.requireNonNullElse(retention.keptBeyond(), List.of());
    }

    /** Says what retention came to. Nothing happens if the schedule is gone. */
    public void pruned(String reason, String message, RetentionStatus retention) {
        write("True", reason, message, retention);
    }

    /** Says why retention could not be applied; what it came to the last time stays there. */
    public void notPruned(String reason, String message) {
        write("False", reason, message, status().retention());
    }

    /**
     * Says what came of trying out the schedule's own places. Nothing happens if the schedule is gone.
     *
     * @return whether it is something else than the last time
     */
    public boolean placesTried(LocationHandle.Finding finding) {
        var before = status().places();
        var places = new PlacesStatus(
                seen.getMetadata().getGeneration(),
                Conditions.now(clock),
                finding.status(),
                finding.reason(),
                Conditions.shortened(finding.message()));
        AppliedStatus.writePart(
                cluster,
                seen,
                new BackupSchedule(),
                new BackupScheduleStatus(null, null, null, null, null, null, null, null, places),
                "places");
        return before == null
                || !Objects.equals(before.possible(), places.possible())
                || !Objects.equals(before.reason(), places.reason());
    }

    private void write(String status, String reason, String message, @Nullable RetentionStatus retention) {
        var conditions = Conditions.with(
                status().conditions(),
                BackupScheduleStatus.PRUNED,
                status,
                reason,
                message,
                seen.getMetadata().getGeneration(),
                clock);
        var ours = Conditions.find(conditions, BackupScheduleStatus.PRUNED).orElseThrow();
        AppliedStatus.write(
                cluster,
                seen,
                new BackupSchedule(),
                new BackupScheduleStatus(List.of(ours), null, null, null, null, null, null, retention, null));
    }

    private BackupScheduleStatus status() {
        return Objects.requireNonNullElse(seen.getStatus(), BackupScheduleStatus.NONE);
    }
}
