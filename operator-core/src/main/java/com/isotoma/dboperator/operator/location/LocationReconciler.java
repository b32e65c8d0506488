package com.isotoma.dboperator.operator.location;

import com.isotoma.dboperator.crds.contract.NestedLocations;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.JobWatch;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.job.StartOutcome.Existing;
import com.isotoma.dboperator.operator.job.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.job.StartOutcome.Refused;
import com.isotoma.dboperator.operator.job.StartOutcome.Started;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.LocationReasons;
import com.isotoma.dboperator.reasons.OperatorEvents;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Called for a StorageLocation when it changes, was tried out, or is to be; has it tried out when that is due. Changes nothing about it, ever. */
final class LocationReconciler extends KindReconciler<StorageLocation> {
    private static final Logger log = LoggerFactory.getLogger(LocationReconciler.class);

    private final ClusterView view;
    private final LocationJobs jobs;
    private final JobWatch watch;
    private final Reporter reporter;
    private final Clock clock;

    @Inject
    LocationReconciler(
            Watching watching, ClusterView view, LocationJobs jobs, JobWatch watch, Reporter reporter, Clock clock) {
        super(LocationKind.KIND, watching);
        this.view = view;
        this.jobs = jobs;
        this.watch = watch;
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    protected Duration run(StorageLocation location) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        if (location.isMarkedForDeletion()) {
            return Pace.QUIET;
        }
        var older = NestedLocations.before(location, view.locations());
        var facts = LocationFacts.of(location, !older.isEmpty());
        var wait = LocationRules.wait(facts, clock.instant());
        if (wait.isPositive()) {
            // Another location may come, go or move meanwhile.
            return wait.compareTo(Pace.NEIGHBOURS) < 0 ? wait : Pace.NEIGHBOURS;
        }
        warnOfNesting(location, older);
        return tryOut(location, facts);
    }

    private Duration tryOut(StorageLocation location, LocationFacts facts) {
        var drivers = view.driverNames();
        var driver = drivers.isEmpty() ? null : view.driver(drivers.getFirst()).orElse(null);
        if (driver == null) {
            reporter.report(Report.warning(
                    location,
                    OperatorEvents.DRIVER_NOT_FOUND,
                    "",
                    "there is no Driver, whose image could try this location out: apply one, and it is tried"));
            return Pace.BLOCKED;
        }
        var name = LocationRules.job(facts);
        return switch (jobs.start(location, driver, name)) {
            case Started(var job) -> {
                log.info(
                        "StorageLocation {} is tried out by Job {}",
                        facts.name(),
                        job.getMetadata().getName());
                yield Pace.JOB;
            }
            case Existing(var job) -> {
                watch.inspect(location, List.of(job));
                yield Pace.JOB;
            }
            case Refused(var message) -> {
                reporter.report(Report.warning(
                        location,
                        OperatorEvents.JOB_REFUSED,
                        name,
                        LocationRules.WORD + " Job " + name + " was refused: " + message));
                yield Pace.BLOCKED;
            }
            case Postponed(var reason) -> {
                log.info("StorageLocation {} is not tried out now: {}", facts.name(), reason);
                yield Pace.BLOCKED;
            }
        };
    }

    private void warnOfNesting(StorageLocation location, SortedSet<String> older) {
        if (!older.isEmpty()) {
            reporter.report(Report.warning(
                    location,
                    LocationReasons.LOCATIONS_NESTED,
                    String.join(",", older),
                    "it shares folders of its bucket with the older " + String.join(", ", older)
                            + " and is not used: give it a prefix that is not the beginning of another's, and of which no"
                            + " other is the beginning"));
        }
    }
}
