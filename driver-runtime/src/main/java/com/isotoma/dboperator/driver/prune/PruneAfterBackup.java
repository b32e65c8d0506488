package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.run.Steps;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;

/** Applies the retention of a Backup's schedule when the Backup has ended, so that it need not wait for the next one. */
public final class PruneAfterBackup {
    private final Schedules schedules;
    private final Pruner pruner;
    private final Steps steps;

    @Inject
    public PruneAfterBackup(Schedules schedules, Pruner pruner, Steps steps) {
        this.schedules = schedules;
        this.pruner = pruner;
        this.steps = steps;
    }

    /**
     * Called when the Database is free again, by a run that still works on it alone. Idempotent: it may be called again
     * for the same Backup, and a run may be cut off in it. What goes wrong in it must not make the backup look failed.
     *
     * @param backup as the run knows it; it may be gone by now
     */
    public void ended(DatabaseHandle database, BackupHandle backup) throws InterruptedException {
        var name = backup.labels().get(ApiGroup.SCHEDULE_LABEL);
        if (name == null) {
            return;
        }
        try {
            var schedule = schedules.find(backup.namespace(), name);
            if (schedule.isPresent() && schedule.get().spec().database().equals(database.name())) {
                pruner.prune(schedule.get(), database);
            }
        } catch (KubernetesClientException | LostRaceException e) {
            // The backup is made all the same, and the schedule's next run does what is left.
            steps.reached(PruneCheckpoints.LEFT_TO_NEXT_RUN, "Retention is left to the next run: " + e.getMessage());
        }
    }
}
