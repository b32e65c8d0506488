package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
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

    /** Whether it waits for its Database to be free. */
    boolean waiting() {
        return phase == null && !deleting;
    }
}
