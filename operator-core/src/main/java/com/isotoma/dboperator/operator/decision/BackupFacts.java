package com.isotoma.dboperator.operator.decision;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a Backup.
 *
 * @param database name of its Database
 * @param created creation time as the API server writes it, which sorts as text
 * @param held whether the drivers' finalizer is on it
 * @param early whether it may not begin yet
 * @param driver the driver that took it up, if one has
 */
public record BackupFacts(
        String name,
        String uid,
        String database,
        String created,
        @Nullable BackupPhase phase,
        boolean deleting,
        boolean held,
        boolean early,
        @Nullable String driver) {

    /** Whether it is its turn as soon as its Database is free. */
    boolean waiting() {
        return phase == null && !deleting && !early;
    }
}
