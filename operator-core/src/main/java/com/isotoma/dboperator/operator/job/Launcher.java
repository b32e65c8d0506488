package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.StartOutcome.Existing;
import com.isotoma.dboperator.operator.job.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.job.StartOutcome.Refused;
import com.isotoma.dboperator.operator.job.StartOutcome.Started;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.operator.view.Servers;
import com.isotoma.dboperator.reasons.LocationReasons;
import com.isotoma.dboperator.reasons.OperatorEvents;
import com.isotoma.dboperator.reasons.ServerReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the decision to create a Job, and tells the resource's owner what became of it. */
public final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    /** How much later than what names it a StorageLocation may come. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long something waits for its server before an Event says so. */
    private static final Duration NEWS = Duration.ofSeconds(30);

    private final ClusterView view;
    private final ServerLimits limits;
    private final JobStarter starter;
    private final OperationJobs operations;
    private final SubjectKinds kinds;
    private final Reporter reporter;
    private final JobCounters counters;
    private final Clock clock;

    @Inject
    Launcher(
            ClusterView view,
            ServerLimits limits,
            JobStarter starter,
            OperationJobs operations,
            SubjectKinds kinds,
            Reporter reporter,
            JobCounters counters,
            Clock clock) {
        this.view = view;
        this.limits = limits;
        this.starter = starter;
        this.operations = operations;
        this.kinds = kinds;
        this.reporter = reporter;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * @param reconciled the resource that was decided upon
     * @param database name of the Database that the Job is for
     * @param driverName name of its driver
     * @return when to look again
     */
    public Duration launch(CreateJob decision, HasMetadata reconciled, String database, String driverName) {
        return launch(decision, reconciled, database, driverName, null);
    }

    /** @param shared how the Job serves other Databases as well; null for one of its own Database alone */
    public Duration launch(
            CreateJob decision,
            HasMetadata reconciled,
            String database,
            String driverName,
            @Nullable SharedStart shared) {
        var namespace = reconciled.getMetadata().getNamespace();
        var work = operations.of(decision.operation());
        var resource = kinds.find(view, namespace, decision.subject()).orElse(reconciled);
        var driver = view.driver(driverName);
        if (driver.isEmpty()) {
            reporter.report(Report.warning(
                    resource,
                    OperatorEvents.DRIVER_NOT_FOUND,
                    "",
                    view.unreadable(Driver.class, null, driverName)
                            ? driverUnreadable(driverName)
                            : driverNotFound(driverName, decision, view.driverNames())));
            return Pace.QUIET;
        }
        var used = Placement.of(work.locations().of(view, namespace, database, decision.subject()), view, namespace);
        var placement = view.database(namespace, database)
                .map(found -> used.on(found, view))
                .orElse(used);
        if ((!placement.unknown().isEmpty() || placement.server() != null) && young(resource)) {
            log.debug("what {} uses may be on its way", database);
            return Pace.ARRIVING;
        }
        Optional.ofNullable(placement.server()).ifPresent(server -> reportServer(resource, server));
        placement.notAllowed().forEach(location -> reportNotAllowed(resource, location));
        placement.nested().forEach(location -> reportNested(resource, location));
        var place = work.movesData() && shared == null
                ? view.database(namespace, database)
                        .map(found -> Servers.spec(view, found).connect())
                        .map(ServerPlace::of)
                        .orElse(null)
                : null;
        var full =
                place == null ? Optional.<ServerLimits.Full>empty() : limits.admit(place, namespace, decision.name());
        if (full.isPresent()) {
            return tellFull(resource, full.get());
        }
        return start(
                shared,
                new JobRequest(
                        decision.name(),
                        work,
                        driver.get(),
                        decision.subject(),
                        resource,
                        database,
                        placement.central(),
                        placement.central() ? null : shared,
                        place));
    }

    /** What was applied together comes in no particular order. */
    private boolean young(HasMetadata subject) {
        return Instant.parse(subject.getMetadata().getCreationTimestamp())
                .plus(PATIENCE)
                .isAfter(clock.instant());
    }

    /** Most waits are over within seconds, which is no news. */
    private Duration tellFull(HasMetadata resource, ServerLimits.Full full) {
        if (full.since().compareTo(NEWS) >= 0) {
            reporter.report(Report.normal(
                    resource,
                    OperatorEvents.WAITING,
                    "server",
                    "It waits for its turn, which comes by itself: " + full.message()));
        }
        return ServerLimits.LOOK;
    }

    private void reportNotAllowed(HasMetadata subject, String location) {
        var namespace = subject.getMetadata().getNamespace();
        reporter.report(Report.warning(
                subject,
                OperatorEvents.LOCATION_NOT_ALLOWED,
                String.valueOf(subject.getMetadata().getGeneration()),
                "no StorageLocation " + location + " may be used by namespace " + namespace
                        + ": correct the name, or have whoever keeps the StorageLocation add " + namespace
                        + " to its spec.allowedNamespaces"));
    }

    private void reportServer(HasMetadata subject, String server) {
        var meta = subject.getMetadata();
        reporter.report(Report.warning(
                subject,
                ServerReasons.SERVER_NOT_ALLOWED,
                String.valueOf(meta.getGeneration()),
                ServerReasons.notAllowed(server, meta.getNamespace())));
    }

    private void reportNested(HasMetadata subject, String location) {
        reporter.report(Report.warning(
                subject,
                LocationReasons.LOCATIONS_NESTED,
                location,
                "the StorageLocation " + location + " shares folders with an older one, so nothing is stored or read"
                        + " there: have whoever keeps it give it another prefix, or use another location"));
    }

    private Duration start(@Nullable SharedStart shared, JobRequest request) {
        var word = request.work().operation().word();
        var resource = request.resource();
        return switch (starter.start(request)) {
            case Started(var job) -> {
                known(job, shared);
                counters.created(request.work().operation());
                reporter.report(Report.normal(
                        resource,
                        OperatorEvents.JOB_CREATED,
                        job.getMetadata().getName(),
                        word + " Job " + where(request, job) + " created"));
                yield Pace.JOB;
            }
            case Existing(var job) -> {
                known(job, shared);
                log.debug("Job {} exists already", request.name());
                yield Pace.JOB;
            }
            case Refused(var message) -> {
                reporter.report(Report.warning(
                        resource,
                        OperatorEvents.JOB_REFUSED,
                        request.name(),
                        word + " Job " + request.name() + " was refused: " + message));
                yield Pace.BLOCKED;
            }
            case Postponed(var reason) -> {
                log.info("{} Job {} is not started: {}", word, request.name(), reason);
                yield Pace.BLOCKED;
            }
        };
    }

    private void known(Job job, @Nullable SharedStart shared) {
        view.remember(job);
        if (shared != null) {
            shared.started().accept(job);
        }
    }

    private static String where(JobRequest request, HasMetadata job) {
        var namespace = job.getMetadata().getNamespace();
        var name = job.getMetadata().getName();
        return namespace.equals(request.namespace()) ? name : namespace + "/" + name;
    }

    private static String driverUnreadable(String name) {
        return "Driver " + name
                + " cannot be read, so no Job can be created with it: its Events say which field is wrong";
    }

    private static String driverNotFound(String name, CreateJob decision, SortedSet<String> known) {
        return "no Driver is named " + name + ", so the " + decision.operation().word() + " Job cannot be created;"
                + (known.isEmpty() ? " there is none at all" : " there are " + String.join(", ", known))
                + ": apply a Driver of that name, and the Job starts by itself";
    }
}
