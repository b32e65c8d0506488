package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.crds.v1alpha1.DriverSpec;
import com.isotoma.dboperator.demo.operator.objects.DemoLabels;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DemoGroup;
import com.isotoma.dboperator.demo.v1alpha1.Repository;
import com.isotoma.dboperator.operator.job.DriverJobSpecs;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.PodPlan;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Builds the Job and the CronJob of a DatabaseBackup; the same resource gives the same ones. */
final class BackupJobs {
    /** Annotation on a Job: the request that it serves. */
    private static final String REQUEST = DemoGroup.NAME + "/request";

    private static final int KEPT = 3;

    /** A run that could not start in time, since no controller was there, starts until then. */
    private static final Duration STARTING_DEADLINE = Duration.ofMinutes(10);

    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    private final JobSettings settings;

    @Inject
    BackupJobs(JobSettings settings) {
        this.settings = settings;
    }

    Job job(DatabaseBackup backup, String request, Repository repository, DriverSpec driver) {
        var name = BackupNames.job(backup);
        return new JobBuilder()
                .withMetadata(Ownership.metadata(backup, name, DemoLabels.ofBackup(BackupNames.of(backup))))
                .editMetadata()
                .addToAnnotations(REQUEST, request)
                .endMetadata()
                .withSpec(spec(backup, repository, driver))
                .build();
    }

    CronJob cronJob(DatabaseBackup backup, String schedule, Repository repository, DriverSpec driver) {
        var labels = DemoLabels.ofBackup(BackupNames.of(backup));
        return new CronJobBuilder()
                .withMetadata(Ownership.metadata(backup, BackupNames.cronJob(backup), labels))
                .withNewSpec()
                .withSchedule(schedule)
                .withTimeZone("Etc/UTC")
                .withSuspend(false)
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(STARTING_DEADLINE.toSeconds())
                .withSuccessfulJobsHistoryLimit(KEPT)
                .withFailedJobsHistoryLimit(KEPT)
                .withNewJobTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withSpec(spec(backup, repository, driver))
                .endJobTemplate()
                .endSpec()
                .build();
    }

    /** The request that a Job serves; empty for one that was not made for a request. */
    static Optional<String> request(HasMetadata job) {
        return Optional.ofNullable(job.getMetadata().getAnnotations().get(REQUEST));
    }

    private JobSpec spec(DatabaseBackup backup, Repository repository, DriverSpec driver) {
        return DriverJobSpecs.of(
                new PodPlan(
                        BackupNames.CONTAINER,
                        driver,
                        BackupNames.account(backup),
                        DemoLabels.ofBackup(BackupNames.of(backup)),
                        BackupEnvironment.of(backup, repository, driver)),
                settings.backoffLimit(),
                settings.backupDeadline(),
                TIME_TO_LIVE);
    }
}
