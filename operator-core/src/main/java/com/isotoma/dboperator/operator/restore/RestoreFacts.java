package com.isotoma.dboperator.operator.restore;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.operator.job.Subject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a Restore.
 *
 * @param database name of its Database
 * @param created creation time as the API server writes it, which sorts as text
 * @param held whether the drivers' finalizer is on it
 * @param driver the driver that took it up, if one has
 */
public record RestoreFacts(
        String name,
        String uid,
        String database,
        String created,
        @Nullable RestorePhase phase,
        boolean deleting,
        boolean held,
        @Nullable String driver) {
    static final String KIND = "Restore";

    static RestoreFacts of(Restore restore) {
        var meta = restore.getMetadata();
        var status = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        return new RestoreFacts(
                meta.getName(),
                meta.getUid(),
                restore.getSpec().database(),
                meta.getCreationTimestamp(),
                status.phase(),
                restore.isMarkedForDeletion(),
                restore.hasFinalizer(ApiGroup.RESTORE_FINALIZER),
                status.driver());
    }

    /** The subject of its Jobs. */
    Subject subject() {
        return new Subject(KIND, name, uid);
    }

    /** Whether it waits for its Database to be free. */
    boolean waiting() {
        return phase == null && !deleting;
    }
}
