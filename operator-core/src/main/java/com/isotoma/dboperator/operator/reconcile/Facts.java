package com.isotoma.dboperator.operator.reconcile;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupStatus;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.OneTimeWords;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestoreStatus;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocationStatus;
import com.isotoma.dboperator.crds.v1alpha1.Verification;
import com.isotoma.dboperator.operator.decision.BackupFacts;
import com.isotoma.dboperator.operator.decision.DatabaseFacts;
import com.isotoma.dboperator.operator.decision.JobFacts;
import com.isotoma.dboperator.operator.decision.LocationFacts;
import com.isotoma.dboperator.operator.decision.RestoreFacts;
import com.isotoma.dboperator.operator.jobs.JobMarks;
import com.isotoma.dboperator.operator.jobs.JobProgress;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.reasons.LocationReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rules need to know, taken from the resources. */
final class Facts {
    private Facts() {}

    static DatabaseFacts of(Database database) {
        var meta = database.getMetadata();
        var annotations = meta.getAnnotations();
        return new DatabaseFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                database.isMarkedForDeletion(),
                held(database, ApiGroup.DATABASE_FINALIZER),
                Objects.requireNonNullElse(database.getStatus(), DatabaseStatus.NONE),
                annotations == null ? null : annotations.get(ApiGroup.REFRESH_ANNOTATION),
                OneTimeWords.of(database),
                held(database, ApiGroup.DATABASE_FINALIZER)
                        && annotations != null
                        && annotations.containsKey(ApiGroup.USED_SECRETS_ANNOTATION));
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
                held(backup, ApiGroup.BACKUP_FINALIZER),
                NotBefore.early(backup, now),
                status.driver(),
                Verification.due(backup).orElse(null));
    }

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
                held(restore, ApiGroup.RESTORE_FINALIZER),
                status.driver());
    }

    /** @param nested whether it shares folders with an older one */
    static LocationFacts of(StorageLocation location, boolean nested) {
        var meta = location.getMetadata();
        var status = Objects.requireNonNullElse(location.getStatus(), StorageLocationStatus.NONE);
        return new LocationFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                location.getSpec().effectiveCheckInterval(),
                status.observedGeneration(),
                time(status.lastCheckTime()),
                Conditions.find(status.conditions(), StorageLocationStatus.READY)
                        .filter(ready -> "True".equals(ready.getStatus()))
                        .isPresent(),
                nested
                        == Conditions.find(status.conditions(), StorageLocationStatus.READY)
                                .filter(ready -> LocationReasons.LOCATIONS_NESTED.equals(ready.getReason()))
                                .isPresent());
    }

    /** Null also for what was written by hand and is no time. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static JobFacts of(Job job) {
        return new JobFacts(job.getMetadata().getName(), JobMarks.operation(job).orElse(Operation.CREATE), state(job));
    }

    private static JobFacts.State state(Job job) {
        if (JobProgress.succeeded(job)) {
            return JobFacts.State.SUCCEEDED;
        }
        return JobProgress.failure(job).isPresent() ? JobFacts.State.FAILED : JobFacts.State.UNFINISHED;
    }

    private static boolean held(HasMetadata resource, String finalizer) {
        var finalizers = resource.getMetadata().getFinalizers();
        return finalizers != null && finalizers.contains(finalizer);
    }
}
