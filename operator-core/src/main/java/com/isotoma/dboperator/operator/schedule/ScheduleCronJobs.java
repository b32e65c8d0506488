package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.contract.ScheduleOffset;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.job.DriverJobSpecs;
import com.isotoma.dboperator.operator.job.JobMarks;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.PodEnvironment;
import com.isotoma.dboperator.operator.job.PodPlan;
import com.isotoma.dboperator.operator.objects.Ownership;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the CronJob of a BackupSchedule; the same schedule gives the same one. Its Jobs make a Backup and do not wait for
 * it, so that one is done long before the next.
 */
final class ScheduleCronJobs {
    private static final String CONTAINER = "driver";

    /** How many Jobs that ended well are kept, and how many others. */
    private static final int KEPT = 1;

    private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

    private final JobSettings settings;

    @Inject
    ScheduleCronJobs(JobSettings settings) {
        this.settings = settings;
    }

    /** The schedule's own name: the API server lets it be no longer than a CronJob's may be. */
    static String name(BackupSchedule schedule) {
        return schedule.getMetadata().getName();
    }

    /** How much later than it says its backups begin. */
    static ScheduleOffset offset(BackupSchedule schedule) {
        return ScheduleOffset.of(schedule.getMetadata().getNamespace(), name(schedule), schedule.getSpec());
    }

    /** @param account the service account of its pods */
    CronJob of(BackupSchedule schedule, Driver driver, String account) {
        var spec = schedule.getSpec();
        var labels = labels(schedule);
        var own = new TreeMap<>(labels);
        own.put(JobMarks.MANAGED_BY, ApiGroup.MANAGED_BY);
        var offset = offset(schedule);
        return new CronJobBuilder()
                .withMetadata(Ownership.metadata(schedule, name(schedule), own))
                .withNewSpec()
                .withSchedule(offset.cron())
                .withTimeZone(spec.effectiveTimeZone())
                .withSuspend(spec.suspended())
                .withConcurrencyPolicy("Forbid")
                .withStartingDeadlineSeconds(
                        spec.startingDeadlineSeconds() == null
                                ? null
                                : spec.startingDeadlineSeconds().longValue())
                .withSuccessfulJobsHistoryLimit(KEPT)
                .withFailedJobsHistoryLimit(KEPT)
                .withNewJobTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(
                        offset.inCron().isZero()
                                ? null
                                : Map.of(
                                        ApiGroup.LATER_ANNOTATION,
                                        offset.inCron().toString()))
                .endMetadata()
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(CONTAINER, driver.getSpec(), account, labels, environment(schedule, driver)),
                        settings.backoffLimit(),
                        settings.createDeadline(),
                        TIME_TO_LIVE))
                .endJobTemplate()
                .endSpec()
                .build();
    }

    private static List<EnvVar> environment(BackupSchedule schedule, Driver driver) {
        return PodEnvironment.of(
                driver.getSpec().env(),
                RunVariables.ALL,
                List.of(
                        PodEnvironment.field(RunVariables.JOB, "metadata.labels['batch.kubernetes.io/job-name']"),
                        PodEnvironment.variable(
                                RunVariables.NAMESPACE, schedule.getMetadata().getNamespace()),
                        PodEnvironment.variable(RunVariables.OPERATION, "schedule"),
                        PodEnvironment.variable(RunVariables.SCHEDULE, name(schedule))));
    }

    /** Not {@code managed-by}: the operator takes Jobs that have it for its own. */
    private static Map<String, String> labels(BackupSchedule schedule) {
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                "db-operator-driver",
                "app.kubernetes.io/instance",
                name(schedule),
                "app.kubernetes.io/component",
                "schedule",
                "app.kubernetes.io/part-of",
                "db-operator",
                ApiGroup.DATABASE_LABEL,
                Labels.value(schedule.getSpec().database()),
                ApiGroup.SCHEDULE_LABEL,
                name(schedule)));
    }
}
