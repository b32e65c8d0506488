package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.JobWatch;
import com.isotoma.dboperator.operator.job.Pace;
import com.isotoma.dboperator.operator.job.StartOutcome.Existing;
import com.isotoma.dboperator.operator.job.StartOutcome.Postponed;
import com.isotoma.dboperator.operator.job.StartOutcome.Refused;
import com.isotoma.dboperator.operator.job.StartOutcome.Started;
import com.isotoma.dboperator.operator.runtime.KindReconciler;
import com.isotoma.dboperator.operator.runtime.Signals;
import com.isotoma.dboperator.operator.runtime.Watching;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.operator.view.ClusterView;
import com.isotoma.dboperator.reasons.OperatorEvents;
import com.isotoma.dboperator.reasons.ServerReasons;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Called for a DatabaseServer when it changes, was asked, or is to be, and when a Database begins or stops to name it. Has it
 * asked when that is due, sees to the BackupSchedules of its Databases, says how it stands, and lets it go when no Database names it.
 */
final class ServerReconciler extends KindReconciler<DatabaseServer> {
    private static final Logger log = LoggerFactory.getLogger(ServerReconciler.class);

    private final ClusterView view;
    private final ServerJobs jobs;
    private final ServerState state;
    private final ServerFinalizer finalizer;
    private final DefaultSchedules schedules;
    private final JobWatch watch;
    private final Signals signals;
    private final Reporter reporter;
    private final Clock clock;

    /** The generation of each server by name that its Databases were woken for. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    @Inject
    ServerReconciler(
            Watching watching,
            ClusterView view,
            ServerJobs jobs,
            ServerState state,
            ServerFinalizer finalizer,
            DefaultSchedules schedules,
            JobWatch watch,
            Reporter reporter,
            Clock clock) {
        super(ServerKind.KIND, watching);
        this.view = view;
        this.jobs = jobs;
        this.state = state;
        this.finalizer = finalizer;
        this.schedules = schedules;
        this.watch = watch;
        this.signals = watching.signals();
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    protected Duration run(DatabaseServer server) {
        if (!view.synced()) {
            return Pace.STARTING;
        }
        var users = ServerUsers.of(server, view);
        wakeOnce(server, users);
        if (server.isMarkedForDeletion()) {
            return leave(server, users);
        }
        finalizer.putOn(server);
        warn(server, users);
        var coverage = schedules.ensure(server, users);
        var pace = check(server, users, coverage);
        coverage.rethrow();
        boolean soon = coverage.unsettled() && server.getSpec().backup() != null;
        return soon && pace.compareTo(Pace.BLOCKED) > 0 ? Pace.BLOCKED : pace;
    }

    private Duration check(DatabaseServer server, ServerUsers users, Coverage coverage) {
        var facts = ServerFacts.of(server);
        var driver = view.driver(server.getSpec().driver());
        if (driver.isEmpty()) {
            var missing = Verdict.no(
                    OperatorEvents.DRIVER_NOT_FOUND,
                    "spec.driver is '" + server.getSpec().driver()
                            + "', and there is no Driver of that name: apply it");
            state.write(
                    server, missing, ServerRules.reachable(facts), users.all().size(), coverage);
            reporter.report(Report.warning(server, missing.reason(), "", missing.message()));
            return Pace.BLOCKED;
        }
        state.write(
                server,
                ServerRules.ready(facts, false, users),
                ServerRules.reachable(facts),
                users.all().size(),
                coverage);
        var wait = ServerRules.wait(facts, clock.instant());
        if (wait.isPositive()) {
            return wait;
        }
        var name = ServerRules.job(facts);
        return switch (jobs.start(server, driver.get(), name)) {
            case Started(var job) -> {
                log.info(
                        "DatabaseServer {} is asked by Job {}",
                        facts.name(),
                        job.getMetadata().getName());
                yield Pace.JOB;
            }
            case Existing(var job) -> {
                watch.inspect(server, List.of(job));
                yield Pace.JOB;
            }
            case Refused(var message) -> {
                reporter.report(Report.warning(
                        server,
                        OperatorEvents.JOB_REFUSED,
                        name,
                        ServerRules.WORD + " Job " + name + " was refused: " + message));
                yield Pace.BLOCKED;
            }
            case Postponed(var reason) -> {
                log.info("DatabaseServer {} is not asked now: {}", facts.name(), reason);
                yield Pace.BLOCKED;
            }
        };
    }

    @Override
    protected void gone(DatabaseServer last) {
        told.remove(last.getMetadata().getName());
        if (view.synced()) {
            schedules.gone(last);
        }
    }

    private Duration leave(DatabaseServer server, ServerUsers users) {
        if (users.none()) {
            finalizer.takeOff(server);
            return Pace.QUIET;
        }
        var facts = ServerFacts.of(server);
        var held = ServerRules.ready(facts, true, users);
        state.write(server, held, ServerRules.reachable(facts), users.all().size(), null);
        reporter.report(Report.warning(server, held.reason(), "", held.message()));
        // A Database that cannot be read announces itself to nobody.
        return Pace.BLOCKED;
    }

    private void warn(DatabaseServer server, ServerUsers users) {
        if (!users.unlisted().isEmpty()) {
            reporter.report(
                    Report.warning(server, ServerReasons.NAMESPACE_NOT_LISTED, "", ServerRules.unlisted(users)));
            users.unlisted().forEach(database -> reporter.report(notAllowed(database)));
        }
    }

    private static Report notAllowed(Database database) {
        return Report.warning(
                database,
                ServerReasons.SERVER_NOT_ALLOWED,
                String.valueOf(database.getMetadata().getGeneration()),
                ServerReasons.notAllowed(
                        String.valueOf(database.getSpec().server()),
                        database.getMetadata().getNamespace()));
    }

    /** What is due for a Database follows from its server. */
    private void wakeOnce(DatabaseServer server, ServerUsers users) {
        var meta = server.getMetadata();
        var now = meta.getUid() + "/" + meta.getGeneration();
        if (!Objects.equals(now, told.put(meta.getName(), now))) {
            users.all().forEach(signals::wake);
        }
    }
}
