package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.objects.Applied;
import com.isotoma.dboperator.operator.objects.Applier;
import com.isotoma.dboperator.operator.objects.Ownership;
import com.isotoma.dboperator.operator.rbac.AccessConflict;
import com.isotoma.dboperator.operator.rbac.DatabaseAccess;
import com.isotoma.dboperator.operator.rbac.PodWork;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import com.isotoma.dboperator.reasons.ScheduleReasons;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one BackupSchedule: keeps its CronJob as it should be, and says how it stands. No CronJob is there while the
 * spec makes no sense or there is no such Database. Safe for use by several threads.
 */
final class ScheduleFlow {
    private static final Duration AFTER_NEXT = Duration.ofSeconds(1);

    private final ClusterView view;
    private final DatabaseAccess access;
    private final Applier applier;
    private final ScheduleCronJobs cronJobs;
    private final PlaceTrials trials;
    private final ScheduleState state;
    private final Reporter reporter;
    private final Clock clock;

    @Inject
    ScheduleFlow(
            ClusterView view,
            DatabaseAccess access,
            Applier applier,
            ScheduleCronJobs cronJobs,
            PlaceTrials trials,
            ScheduleState state,
            Reporter reporter,
            Clock clock) {
        this.view = view;
        this.access = access;
        this.applier = applier;
        this.cronJobs = cronJobs;
        this.trials = trials;
        this.state = state;
        this.reporter = reporter;
        this.clock = clock;
    }

    /**
     * Every run may be the first or the tenth. A schedule that is being deleted is left to the garbage collector.
     *
     * @param known the CronJob of its name, as the caches have it
     * @return when to look again, if no event comes first
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server could not be reached, or somebody
     *     else was quicker: try again
     */
    Duration run(BackupSchedule schedule, Optional<HasMetadata> known) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        if (schedule.isMarkedForDeletion()) {
            return Pace.QUIET;
        }
        var backups = ScheduleBackups.of(
                schedule,
                view.ofDatabase(
                        Backup.class,
                        schedule.getMetadata().getNamespace(),
                        schedule.getSpec().database()));
        var outcome = decide(
                schedule,
                known.map(CronJob.class::cast)
                        .filter(cronJob -> Ownership.ours(schedule, cronJob))
                        .orElse(null),
                backups);
        state.write(schedule, outcome, backups, possible(schedule));
        warn(schedule, outcome);
        var next = again(outcome);
        return trials.next(schedule, backups)
                .filter(sooner -> sooner.compareTo(next) < 0)
                .orElse(next);
    }

    /** What is known of the schedule's own places, else what the Database says of the place for its backups. */
    private Optional<Condition> possible(BackupSchedule schedule) {
        if (PlaceTrials.namesOwn(schedule)) {
            return Optional.of(trials.said(schedule));
        }
        return view.database(
                        schedule.getMetadata().getNamespace(),
                        schedule.getSpec().database())
                .map(Database::getStatus)
                .flatMap(status -> Conditions.find(status.conditions(), DatabaseStatus.BACKUPS_POSSIBLE));
    }

    private Outcome decide(BackupSchedule schedule, @Nullable CronJob known, ScheduleBackups backups) {
        var spec = schedule.getSpec();
        CronTimes times;
        try {
            times = CronTimes.of(spec.schedule(), spec.effectiveTimeZone(), clock.instant());
        } catch (WrongSchedule e) {
            remove(known);
            return Outcome.refused(e.verdict());
        }
        if (view.unreadable(Database.class, schedule.getMetadata().getNamespace(), spec.database())) {
            return Outcome.blocked(
                    Verdict.no(
                            ScheduleReasons.DATABASE_UNREADABLE,
                            "Database " + spec.database() + " cannot be read: its Events say which field is wrong"),
                    known);
        }
        var database = view.database(schedule.getMetadata().getNamespace(), spec.database());
        if (database.isEmpty() || database.get().isMarkedForDeletion()) {
            remove(known);
            return Outcome.blocked(missing(spec.database(), database.isPresent()), null);
        }
        var driverName = Servers.driver(view, database.get());
        return view.driver(driverName)
                .map(driver -> apply(schedule, driver, times, known, backups))
                .orElseGet(() -> Outcome.blocked(
                        Verdict.no(
                                ScheduleReasons.DRIVER_NOT_FOUND,
                                "no Driver is named " + driverName + ", which Database " + spec.database()
                                        + " asks for: apply a Driver of that name"),
                        known));
    }

    private Outcome apply(
            BackupSchedule schedule, Driver driver, CronTimes times, @Nullable CronJob known, ScheduleBackups backups) {
        String account;
        try {
            // The pods of a schedule do what those of its Database's backups do, as the same account.
            account = access.ensure(work(schedule, driver));
        } catch (AccessConflict e) {
            return Outcome.blocked(Verdict.no(ScheduleReasons.ACCESS_CONFLICT, e.getMessage()), known);
        }
        trials.tryOut(schedule, driver, account, backups);
        return switch (applier.apply(schedule, cronJobs.of(schedule, driver, account), known)) {
            case Applied.Done(var cronJob) -> scheduled(schedule, times, (CronJob) cronJob);
            case Applied.Failed(var reason, var message)
            when known == null -> Outcome.blocked(Verdict.no(reason, message), null);
            case Applied.Failed(var reason, var message) ->
                Outcome.blocked(
                        Verdict.no(
                                reason,
                                message + "; until then CronJob "
                                        + known.getMetadata().getName() + " goes on as it was"),
                        known);
        };
    }

    private static PodWork work(BackupSchedule schedule, Driver driver) {
        return new PodWork(
                schedule.getMetadata().getNamespace(),
                schedule.getSpec().database(),
                false,
                false,
                driver.getSpec().serviceAccountName());
    }

    private Outcome scheduled(BackupSchedule schedule, CronTimes times, CronJob cronJob) {
        if (schedule.getSpec().suspended()) {
            var rests = Verdict.yes(
                    ScheduleReasons.SUSPENDED, "Suspended, as asked: no backups are made until spec.suspend is false");
            return Outcome.settled(rests, cronJob, null);
        }
        var later = ScheduleCronJobs.offset(schedule).total();
        var next = times.next(clock.instant().minus(later))
                .map(due -> due.plus(later))
                .orElse(null);
        return Outcome.settled(
                CronJobRuns.failed(cronJob).orElseGet(() -> Verdict.yes(ScheduleReasons.SCHEDULED, text(schedule))),
                cronJob,
                next);
    }

    private static String text(BackupSchedule schedule) {
        var later = ScheduleCronJobs.offset(schedule).total();
        return "Database " + schedule.getSpec().database() + " is backed up at '"
                + schedule.getSpec().schedule() + "', "
                + schedule.getSpec().effectiveTimeZone()
                + (later.isZero() ? "" : ", " + later.toSeconds() + " seconds later (spec.jitterSeconds)");
    }

    private void remove(@Nullable CronJob known) {
        if (known != null && !known.isMarkedForDeletion()) {
            applier.remove(known);
        }
    }

    private static Verdict missing(String database, boolean leaving) {
        return leaving
                ? Verdict.no(ScheduleReasons.DATABASE_DELETING, "Database " + database + " is being deleted")
                : Verdict.no(
                        ScheduleReasons.DATABASE_NOT_FOUND,
                        "Database " + database
                                + " does not exist in this namespace: create it, or delete this BackupSchedule");
    }

    private void warn(BackupSchedule schedule, Outcome outcome) {
        var ready = outcome.ready();
        if (!ready.holds()) {
            reporter.report(Report.warning(schedule, ready.reason(), "", ready.message()));
        }
    }

    private Duration again(Outcome outcome) {
        if (!outcome.ready().holds()
                && outcome.next() == null
                && outcome.accepted().holds()) {
            return Pace.BLOCKED;
        }
        return outcome.next() == null ? Pace.QUIET : until(outcome.next());
    }

    private Duration until(Instant next) {
        var left = Duration.between(clock.instant(), next).plus(AFTER_NEXT);
        return left.compareTo(Pace.QUIET) < 0 ? left : Pace.QUIET;
    }
}
