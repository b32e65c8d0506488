package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.demo.v1alpha1.ScheduledTrigger;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes the CronJob of a DatabaseBackup. Safe for use by several threads. */
final class Schedules {
    private final Applier applier;
    private final BackupJobs jobs;

    @Inject
    Schedules(Applier applier, BackupJobs jobs) {
        this.applier = applier;
        this.jobs = jobs;
    }

    /**
     * Idempotent.
     *
     * @throws NotPossible if there is no image or no such repository
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or somebody
     *     else was quicker: try again
     */
    Outcome run(DatabaseBackup backup, SeenBackup seen) {
        var known = seen.object(CronJob.class, BackupNames.cronJob(backup))
                .filter(cronJob -> Ownership.ours(backup, cronJob))
                .orElse(null);
        return Request.scheduled(backup.getSpec())
                .map(trigger -> wanted(backup, trigger, known, seen))
                .orElseGet(() -> unwanted(known));
    }

    private Outcome wanted(
            DatabaseBackup backup, ScheduledTrigger trigger, @Nullable HasMetadata known, SeenBackup seen) {
        var cronJob = jobs.cronJob(
                backup,
                trigger.schedule(),
                Request.repository(backup.getSpec(), trigger.repo()),
                BackupImage.of(backup.getSpec(), seen.driver()));
        var name = cronJob.getMetadata().getName();
        return switch (applier.apply(backup, cronJob, known)) {
            case Applied.Done ignored ->
                Outcome.settled(
                        Verdict.yes(
                                DemoReasons.SCHEDULED,
                                "CronJob " + name + " runs at '" + trigger.schedule() + "', UTC"),
                        name);
            case Applied.Failed(var reason, var message)
            when known == null -> Outcome.blocked(Verdict.no(reason, message), null);
            case Applied.Failed(var reason, var message) ->
                Outcome.blocked(
                        Verdict.no(reason, message + "; until then CronJob " + name + " goes on as it was"), name);
        };
    }

    private Outcome unwanted(@Nullable HasMetadata known) {
        if (known != null && !known.isMarkedForDeletion()) {
            applier.remove(known);
        }
        return Outcome.settled(Verdict.no(DemoReasons.NOT_REQUESTED, "scheduledTrigger asks for no backups"), null);
    }
}
