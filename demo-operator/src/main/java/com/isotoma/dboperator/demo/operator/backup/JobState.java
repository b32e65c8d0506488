package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.operator.job.JobProgress;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.jspecify.annotations.Nullable;

/** Reads the Job of a DatabaseBackup. */
final class JobState {
    private JobState() {}

    static ManualFacts.Job of(DatabaseBackup backup, @Nullable Job job) {
        if (job == null) {
            return ManualFacts.Job.NONE;
        }
        if (!Ownership.ours(backup, job)) {
            return Ownership.ofPredecessor(backup, job) ? ManualFacts.Job.LEAVING : ManualFacts.Job.FOREIGN;
        }
        if (job.isMarkedForDeletion()) {
            return ManualFacts.Job.LEAVING;
        }
        return JobProgress.finished(job) ? ManualFacts.Job.FINISHED : ManualFacts.Job.UNFINISHED;
    }

    /** The request that the Job serves; null if it is not this resource's. */
    static @Nullable String request(DatabaseBackup backup, @Nullable Job job) {
        return job != null && Ownership.ours(backup, job)
                ? BackupJobs.request(job).orElse(null)
                : null;
    }
}
