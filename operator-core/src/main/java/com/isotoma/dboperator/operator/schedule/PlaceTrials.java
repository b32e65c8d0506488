package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.BackupScheduleStatus;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.PlacesStatus;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.DriverJobSpecs;
import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.job.JobStarter;
import com.isotoma.dboperator.operator.job.JobWatch;
import com.isotoma.dboperator.operator.job.PodEnvironment;
import com.isotoma.dboperator.operator.job.PodPlan;
import com.isotoma.dboperator.operator.job.StartOutcome.Existing;
import com.isotoma.dboperator.operator.job.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.job.StartOutcome.Refused;
import com.isotoma.dboperator.operator.job.StartOutcome.Started;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Times;
import com.isotoma.dboperator.reasons.LocationReasons;
import com.isotoma.dboperator.reasons.OperatorEvents;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the places tried out that a BackupSchedule names itself, by a Job that does what its backups do and as the same account,
 * and says what came of it.
 */
final class PlaceTrials {
    private static final Logger log = LoggerFactory.getLogger(PlaceTrials.class);
    private static final String CONTAINER = "driver";
    private static final PlacesStatus NOT_YET = new PlacesStatus(
            null,
            null,
            "Unknown",
            LocationReasons.NOT_TRIED,
            "The places in spec.template.backupTo have not been tried yet");
    private static final Duration UNDER_WAY = Duration.ofSeconds(30);

    private final JobSettings settings;
    private final JobStarter starter;
    private final JobWatch watch;
    private final Reporter reporter;
    private final Clock clock;

    @Inject
    PlaceTrials(JobSettings settings, JobStarter starter, JobWatch watch, Reporter reporter, Clock clock) {
        this.settings = settings;
        this.starter = starter;
        this.watch = watch;
        this.reporter = reporter;
        this.clock = clock;
    }

    /** Whether the schedule names places of its own; its backups go where its Database says otherwise. */
    static boolean namesOwn(BackupSchedule schedule) {
        var template = schedule.getSpec().template();
        return template != null
                && template.backupTo() != null
                && !template.backupTo().isEmpty();
    }

    /**
     * Starts a trial if one is due; doing so again changes nothing.
     *
     * @param account the service account of the schedule's pods
     */
    void tryOut(BackupSchedule schedule, Driver driver, String account, ScheduleBackups backups) {
        var facts = facts(schedule, backups);
        if (!namesOwn(schedule) || !due(facts)) {
            return;
        }
        var name = PlacesRules.job(facts);
        switch (starter.start(build(schedule, driver, name, account), existing -> Ownership.ours(schedule, existing))) {
            case Started(var job) ->
                log.info(
                        "the places of BackupSchedule {} are tried out by Job {}",
                        facts.name(),
                        job.getMetadata().getName());
            case Existing(var job) -> {
                boolean unused = watch.tell(() -> schedule, PlacesRules.WORD, job);
            }
            case Refused(var message) ->
                reporter.report(Report.warning(
                        schedule,
                        OperatorEvents.JOB_REFUSED,
                        name,
                        PlacesRules.WORD + " Job " + name + " was refused: " + message));
            case Postponed(var reason) ->
                log.info("the places of BackupSchedule {} are not tried out now: {}", facts.name(), reason);
        }
    }

    /** When to look again; empty while nothing but an event makes a trial due. */
    Optional<Duration> next(BackupSchedule schedule, ScheduleBackups backups) {
        return namesOwn(schedule)
                ? PlacesRules.wait(facts(schedule, backups), clock.instant())
                        .map(wait -> wait.isPositive() ? wait : UNDER_WAY)
                : Optional.empty();
    }

    private boolean due(PlacesFacts facts) {
        return PlacesRules.wait(facts, clock.instant())
                .filter(wait -> !wait.isPositive())
                .isPresent();
    }

    private static PlacesFacts facts(BackupSchedule schedule, ScheduleBackups backups) {
        var meta = schedule.getMetadata();
        var places = tried(schedule);
        return new PlacesFacts(
                meta.getName(),
                meta.getUid(),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                places == null ? null : places.observedGeneration(),
                places == null ? null : Times.parse(places.lastCheckTime()).orElse(null),
                places != null && "False".equals(places.possible()),
                Times.parse(backups.lastFailed().orElse(null)).orElse(null));
    }

    private static @Nullable PlacesStatus tried(BackupSchedule schedule) {
        return Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE)
                .places();
    }

    /** What the condition says of the schedule's own places. */
    Condition said(BackupSchedule schedule) {
        var places = tried(schedule);
        if (places == null
                || !Objects.equals(
                        places.observedGeneration(), schedule.getMetadata().getGeneration())) {
            places = NOT_YET;
        }
        var possible = Objects.requireNonNullElse(places.possible(), "Unknown");
        return new ConditionBuilder()
                .withType(BackupScheduleStatus.BACKUPS_POSSIBLE)
                .withStatus(possible)
                .withReason(Objects.requireNonNullElse(places.reason(), LocationReasons.NOT_TRIED))
                .withMessage(Objects.requireNonNullElse(places.message(), ""))
                .withLastTransitionTime(since(schedule, possible))
                .build();
    }

    private String since(BackupSchedule schedule, String possible) {
        return Conditions.find(
                        Objects.requireNonNullElse(schedule.getStatus(), BackupScheduleStatus.NONE)
                                .conditions(),
                        BackupScheduleStatus.BACKUPS_POSSIBLE)
                .filter(before -> possible.equals(before.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private Job build(BackupSchedule schedule, Driver driver, String name, String account) {
        var labels = labels(schedule);
        return new JobBuilder()
                .withMetadata(Ownership.metadata(schedule, name, labels))
                .withSpec(DriverJobSpecs.of(
                        new PodPlan(CONTAINER, driver.getSpec(), account, labels, environment(schedule, driver)),
                        settings.backoffLimit(),
                        settings.createDeadline(),
                        settings.timeToLive()))
                .build();
    }

    private static List<EnvVar> environment(BackupSchedule schedule, Driver driver) {
        var meta = schedule.getMetadata();
        return PodEnvironment.of(
                driver.getSpec().env(),
                RunVariables.ALL,
                List.of(
                        PodEnvironment.variable(RunVariables.NAMESPACE, meta.getNamespace()),
                        PodEnvironment.variable(RunVariables.OPERATION, PlacesRules.WORD),
                        PodEnvironment.variable(RunVariables.SCHEDULE, meta.getName())));
    }

    /** Not {@code managed-by}: the operator takes Jobs that have it for its Databases'. */
    private static Map<String, String> labels(BackupSchedule schedule) {
        var name = schedule.getMetadata().getName();
        return new TreeMap<>(Map.of(
                "app.kubernetes.io/name",
                "db-operator-driver",
                "app.kubernetes.io/instance",
                name,
                "app.kubernetes.io/component",
                "schedule",
                "app.kubernetes.io/part-of",
                "db-operator",
                ApiGroup.DATABASE_LABEL,
                Labels.value(schedule.getSpec().database()),
                ApiGroup.OPERATION_LABEL,
                PlacesRules.WORD));
    }
}
