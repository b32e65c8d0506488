package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One BackupSchedule as this run saw it, and the part of its status that is the runs'. */
public final class ScheduleHandle {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("db-operator-driver")
            .withForce(true)
            .build();

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

    public BackupScheduleSpec spec() {
        return seen.getSpec();
    }

    BackupSchedule resource() {
        return seen;
    }

    /** Says what retention came to. Nothing happens if the schedule is gone. */
    public void pruned(String reason, String message, RetentionStatus retention) {
        write("True", reason, message, retention);
    }

    /** Says why retention could not be applied; what it came to the last time stays there. */
    public void notPruned(String reason, String message) {
        write("False", reason, message, status().retention());
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
        var patch = new BackupSchedule();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace())
                .withName(name())
                .withUid(seen.getMetadata().getUid())
                .build());
        patch.setSpec(null);
        patch.setStatus(new BackupScheduleStatus(List.of(ours), null, null, null, null, null, null, retention));
        try {
            cluster.writer().resource(patch).subresource("status").patch(APPLY, patch);
        } catch (KubernetesClientException e) {
            // Gone, or another one has its name: nobody is to be told any more.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private BackupScheduleStatus status() {
        return Objects.requireNonNullElse(seen.getStatus(), BackupScheduleStatus.NONE);
    }
}
