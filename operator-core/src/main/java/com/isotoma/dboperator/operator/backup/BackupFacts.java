package com.isotoma.dboperator.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.job.Subject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a Backup.
 *
 * @param database name of its Database
 * @param created creation time as the API server writes it, which sorts as text
 * @param held whether the drivers' finalizer is on it
 * @param early whether it may not begin yet
 * @param driver the driver that took it up, if one has
 * @param stored what its deletion policy says of its stored objects
 * @param verification the request for a verification that is to be served, if there is one
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
        @Nullable String driver,
        Stored stored,
        @Nullable String verification) {
    /**
     * What becomes of stored objects.
     *
     * @param go whether they are to go with the resource
     * @param held whether the finalizer for that is on it
     * @param generation of the spec that says so
     */
    record Stored(boolean go, boolean held, long generation) {
        static final Stored STAYS = new Stored(false, false, 0);

        /** Whether the policy was changed to this later: the run that makes a Backup puts the finalizer on by itself. */
        boolean unmarked() {
            return go && !held && generation > 1;
        }
    }

    static final String KIND = "Backup";

    /** One that nobody wants verified. */
    public BackupFacts(
            String name,
            String uid,
            String database,
            String created,
            @Nullable BackupPhase phase,
            boolean deleting,
            boolean held,
            boolean early,
            @Nullable String driver) {
        this(name, uid, database, created, phase, deleting, held, early, driver, Stored.STAYS, null);
    }

    static BackupFacts of(Backup backup, Instant now) {
        var meta = backup.getMetadata();
        var status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        return new BackupFacts(
                meta.getName(),
                meta.getUid(),
                backup.getSpec().database(),
                meta.getCreationTimestamp(),
                status.phase(),
                backup.isMarkedForDeletion(),
                backup.hasFinalizer(ApiGroup.BACKUP_FINALIZER),
                NotBefore.early(backup, now),
                status.driver(),
                new Stored(
                        backup.getSpec().removesStored(),
                        backup.hasFinalizer(ApiGroup.STORED_FINALIZER),
                        meta.getGeneration()),
                Verification.due(backup).orElse(null));
    }

    /** The subject of its Jobs. */
    Subject subject() {
        return new Subject(KIND, name, uid);
    }

    /** Whether it is its turn as soon as its Database is free. */
    boolean waiting() {
        return phase == null && !deleting && !early;
    }
}
